class C:
    def __str__(self): return "C-str"
    def __repr__(self): return "C-repr"


class OnlyRepr:
    def __repr__(self): return "only-repr"


class BadStr:
    def __str__(self): return 5


class BadRepr:
    def __repr__(self): return None


print(str(C()), repr(C()), [C()], {"k": C()}, (C(),), f"{C()}", f"{C()!r}", "{}".format(C()), ascii("é"), ascii([C(), "é"]))
print(str(OnlyRepr()), f"{OnlyRepr()}", [OnlyRepr()])
for f in (lambda: str(BadStr()), lambda: repr(BadRepr()), lambda: f"{BadStr()}", lambda: print([BadRepr()])):
    try:
        f()
    except TypeError as e:
        print(e)
l = [1]
l.append(l)
d = {"self": None}
d["self"] = d
print(l, d, [l, d])
t = ([],)
t[0].append(t)
print(t)
print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\\"), str(1.0), repr(1e100), str(-0.0), repr(True), str(type(1)), str(len))
print(str(range(3)), repr(slice(1, 2)), str({1}), str(frozenset()), repr({}), repr(set()), str(frozenset({1})), repr(()), repr((1,)))
