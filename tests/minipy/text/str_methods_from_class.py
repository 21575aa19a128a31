print(str.upper("a"), str.join(",", ["a", "b"]), str.split("a b"), list(map(str.strip, [" a ", "b "])), str.__len__("abc"), str.__add__("a", "b"))
print(str.__contains__("abc", "b"), "abc".__getitem__(1), "a".__mul__(3), "a".__eq__("a"), "a".__eq__(1), "a".__lt__("b"), "a".__hash__() == hash("a"))
for bad in ("str.upper(1)", "str.join(1, [])", "'a'.upper(1)", "str.upper()", "str(1, 2, 3, 4)"):
    try:
        print(eval(bad))
    except TypeError as e:
        print(bad, "->", e)
print(sorted(["b", "a"], key=str.lower), list(map("{}!".format, [1, 2])), list(filter(str.isdigit, "a1b2")), max(["aa", "b"], key=len))
f = "abc".upper
print(f(), f.__name__, f.__self__, callable(f), "a".__class__)
