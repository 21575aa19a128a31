# Letters that are the same where case is ignored, and how often sub() replaces.
import re

for pattern, text in (("k", "\u212a"), ("\u212a", "K"), ("[\u212a]", "k"), ("[K]", "\u212a"), ("s", "\u017f"), ("[R-T]", "\u017f"),
                      ("[\u0432]", "\u1c80"), ("\ufb05", "\ufb06"), ("[\ufb05]", "\ufb06"), ("[\u03b9-\u03bb]", "\u0345"),
                      ("i", "\u0130"), ("I", "\u0131"), ("\xb5", "\u03bc"), ("\u03c3", "\u03c2"), ("[S-T]", "\xdf"), ("\xdf", "\u1e9e"),
                      ("[^k]", "\u212a"), ("[^k]", "x"), ("\xe9", "\xc9"), (r"[9-A]", "_"), (r"[9-a]", "_"), ("ss", "\xdf")):
    print(ascii(pattern), ascii(text), bool(re.match(pattern, text, re.I)), bool(re.match(pattern, text, re.I | re.A)))

print(re.sub("a", "b", "aaa", count=-1), re.sub("a", "b", "aaa", count=2), re.subn("a", "b", "aaa", count=0))
