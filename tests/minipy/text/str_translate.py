table = str.maketrans("abc", "xyz")
print("aabbcc d".translate(table), "abc".translate({97: None}), "abc".translate({ord("a"): "AAA", ord("b"): 0x42}))
print("hello".translate(str.maketrans({"h": "j", "l": None})), "hello".translate(str.maketrans("l", "r", "o")))


class T:
    def __getitem__(self, c):
        if c == 97:
            return "A"
        if c == 98:
            return None
        raise LookupError


print("abc".translate(T()))
for bad in ("str.maketrans('ab', 'c')", "str.maketrans(1)", "str.maketrans({'ab': 1})", "'a'.translate({97: 'x', 98: []})", "'b'.translate({98: []})", "'a'.translate({97: 1114112})"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
print(str.maketrans("a", "b"), str.maketrans({"x": "y", 5: 6}))
