# contract 4.12
class A:
    def f(self): return "A"


class B:
    def f(self): return "B"


class S:
    __slots__ = ("x",)


a = A()
a.x = 1
same = a
a.__class__ = B
print(a.f(), a is same, a.x, type(a).__name__, isinstance(a, B), isinstance(a, A), a.__class__ is B)
for bad in ("a.__class__ = 5", "a.__class__ = int", "a.__class__ = S", "(5).__class__ = A", "[].__class__ = A", "S().__class__ = A", "del a.__class__", "A.__class__ = 5"):
    try:
        exec(bad)
        print(bad, "fine")
    except (TypeError, AttributeError) as e:
        print(bad, "->", e)


class Fake:
    @property
    def __class__(self): return A


f = Fake()
print(isinstance(f, A), isinstance(f, Fake), type(f).__name__, f.__class__.__name__)
A.__name__ = "Renamed"
A.__qualname__ = "Renamed.q"
print(A, A.__name__, type(A()).__name__)
for bad in ("A.__name__ = 5", "A.__name__ = 'a\\0'", "int.x = 1", "int.__name__ = 'x'", "del A.__name__"):
    try:
        exec(bad)
        print(bad, "fine")
    except (TypeError, ValueError, AttributeError) as e:
        print(bad, "->", type(e).__name__, e)
