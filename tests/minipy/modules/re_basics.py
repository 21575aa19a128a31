import re
m = re.search(r"(\w+)@(\w+)\.com", "mail bob@site.com now")
print(m.group(), m.group(1, 2), m.groups(), m.start(), m.end(), m.span(2), m[1], bool(m), m.string[m.start():m.end()])
print(re.match("b", "abc"), re.match("a", "abc").span(), re.fullmatch("a.c", "abc") is not None, re.fullmatch("a", "ab"), re.findall(r"\d+", "a1b22c333"), re.findall(r"(\w)(\d)", "a1b2"), re.split(r"[,;]\s*", "a, b;c"), re.split("(-)", "a-b-c", 1))
print(re.sub(r"\d", "#", "a1b2"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub("a", lambda m: m[0].upper(), "banana", count=2), re.subn("x", "y", "xx"), [m.start() for m in re.finditer("a", "banana")])
p = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)", re.I); m = p.match("2024-05-01"); print(m.group("y"), m.groupdict(), p.pattern, p.groups, m.lastgroup)
print(re.findall("(?i)ab+", "ABB ab aB"), re.findall("^a", "a\na", re.M), re.findall("a.b", "a\nb", re.S), re.findall(r"\bcat\b", "cat concat cat"), re.search("(?:a|b)+?c", "abac").group(), re.findall("a{2,3}", "aaaaa"), re.search(r"(.)\1", "abccd").group(), re.findall("(?<=x)y", "xy zy"), re.findall("a(?!b)", "ab ac"))
for bad in ("(", "a**", "[a", "(?P<1>x)", "\\", "a{2,1}", "(?<=a*)b"):
    try: re.compile(bad); print(bad, "fine")
    except re.error as e: print(bad, "-> error")
print(re.escape("a.b*c"), re.findall("", "ab"), re.sub("x*", "-", "abc"), re.split("x*", "axbc"), re.compile("a") == re.compile("a"))
