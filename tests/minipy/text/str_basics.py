s = "Hello, World"
print(len(s), s[0], s[-1], s[1:5], s * 2, s + "!", "World" in s, "x" not in s, s == "Hello, World", s < "Jello")
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold())
print(s.find("o"), s.find("o", 5), s.rfind("o"), s.find("z"), s.index("W"), s.count("l"), s.count(""), s.find("", 3), s.count("o", 5))
print(s.startswith("Hell"), s.endswith(("x", "ld")), s.startswith("World", 7), s.startswith(("a", "H")), s.endswith("", 100))
print(s.replace("l", "L"), s.replace("l", "L", 1), s.replace("", "-", 3), s.replace("o", ""), "aaa".replace("aa", "b"))
for bad in ("s.index('z')", "s.rindex('z')", "s + 1", "1 + s", "s * 'a'", "s[100]", "s['a']", "s.replace(1, 2)", "s.find(1)", "s.startswith(1)", "1 in s", "s - s", "s.foo", "ord('ab')", "chr(-1)", "chr(1114112)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
print(ord("a"), chr(233), ord("\U0001F600"), chr(0x1F600), str(), str(5), str(None), str([1, "a"]), str("x"))
print("b" > "a", "abc" < "abd", "" < "a", "Z" < "a", "é" > "z", max("hello"), min("hello"), sorted("hello"), list("abc"), "".join(reversed("abc")))
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
