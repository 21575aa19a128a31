print("[" + "  a b ".strip() + "]", "[" + "  a ".lstrip() + "]", "[" + " a  ".rstrip() + "]", "xxaxx".strip("x"), "abcba".strip("ab"), "xyx".lstrip("xy"))
print("[" + "a".ljust(5) + "]", "[" + "a".rjust(5) + "]", "[" + "a".center(5) + "]", "[" + "ab".center(5, "*") + "]", "a".ljust(3, "-"), "abc".center(2))
print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "".zfill(2), "a\tb".expandtabs(), "a\tbc\td".expandtabs(4), "\t".expandtabs(0))
print("prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "abc".removeprefix("z"), "abc".removesuffix(""))
for bad in ("'a'.center(5, 'ab')", "'a'.ljust('x')", "'a'.strip(1)", "'a'.zfill('b')"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
print("\u2003a\u2003".strip() == "a", "\ta\n".strip(), repr("\x1f a".strip()), "ab".center(7, "é"))
