# findall, split, sub and finditer, empty matches included.
import re

CASES = [
    ('a', 'banana'),
    ('', 'abc'),
    ('a*', 'baac'),
    ('(a)(n)?', 'banana'),
    ('(b)', 'bb'),
    ('\\b', 'a bc'),
    ('x*', 'axb'),
    ('$', 'a\n'),
    ('(?m)$', 'a\nb\n'),
    ('(?m)^', 'a\nb\n'),
    ('\\w+|\\s', 'ab cd'),
    ('a|', 'ba'),
    ('(?=b)', 'abab'),
]

for pattern, text in CASES:
    print(repr(pattern), repr(text), re.findall(pattern, text), re.split(pattern, text), re.split(pattern, text, 1),
          re.sub(pattern, "-", text), re.subn(pattern, r"[\g<0>]", text, 2),
          [found.span() for found in re.finditer(pattern, text)])

for replacement in [r"\1", r"\g<1>", r"\g<a>", r"\g<0>\n\\", r"\2", r"\g<b>", r"\q", r"\g<", r"\g", r"\g<>", r"\.", r"\08",
                    r"\101", "\\", r"\g<x y>", r"\777", lambda found: found[0].upper()]:
    try:
        print(repr(re.sub("(?P<a>x)", replacement, "axbx")))
    except (re.error, IndexError) as error:
        print(type(error).__name__, error)
