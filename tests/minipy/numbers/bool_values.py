print(True, False, bool(), bool(0), bool(""), bool([]), bool({}), bool(set()), bool(()), bool(0.0), bool(range(0)))
print(bool(1), bool(-1), bool("a"), bool([0]), bool(0.1), bool(None), bool(print))
print(True + 1, True * 5, False - 1, True / 2, True // 2, -True, ~False, True ** 2, 5 % True, True == 1)
print(isinstance(True, int), issubclass(bool, int), bool.__mro__, type(True))
print(str(True), repr(False), f"{True} {True:d} {True!r:>6}", "%d %s" % (True, False), int(True), float(True))
print({True: "a", 1: "b"}, {1: "x"}[True], [10, 20][True], hash(True), True in [1], sum([True, True]))


class T:
    def __bool__(self):
        return False


class L:
    def __len__(self):
        return 2


class B:
    def __bool__(self):
        return 1


print(bool(T()), bool(L()), not T(), "y" if L() else "n")
try:
    bool(B())
except TypeError as e:
    print(e)
try:
    class X(bool): pass
except TypeError as e:
    print(e)
print(sorted([True, 0, 2, False]), min(True, False), any([0, True]), all([]))
