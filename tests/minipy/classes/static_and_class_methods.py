class A:
    n = 5

    @staticmethod
    def s(x): return "s", x

    @classmethod
    def c(cls, x=1): return cls.__name__, cls.n, x

    @classmethod
    def make(cls, *a): return cls(*a)


class B(A):
    n = 6


print(A.s(1), A().s(2), B.s(3), A.c(), B.c(2), B().c(), type(B.make()).__name__, A.c.__self__ is A, B.c.__self__ is B, A.c.__func__.__name__)
print(A.__dict__["s"].__func__(7), type(A.__dict__["s"]).__name__, type(A.__dict__["c"]).__name__, A.s is A.s, A.c is A.c, A.c == A.c)


class C:
    @staticmethod
    def plain(): return "callable in class body"
    value = plain()
    sm = staticmethod(lambda: 1)
    cm = classmethod(lambda cls: cls)
    ln = staticmethod(len)


print(C.value, C.sm(), C().sm(), C.cm() is C, C.ln("abc"), C().ln("ab"))
try:
    C.cm(1)
except TypeError as e:
    print(str(e).split("(")[0] and "TypeError")
for bad in ("classmethod()", "staticmethod()"):
    try:
        eval(bad)
    except TypeError as e:
        print(e)


class D:
    @classmethod
    def __init_subclass__(cls, **k): cls.seen = True
    @staticmethod
    def __new__(cls): return object.__new__(cls)
    def __class_getitem__(cls, item): return cls.__name__, item


class E(D): pass
print(E.seen, type(E()).__name__, D[int], E[1, 2])
