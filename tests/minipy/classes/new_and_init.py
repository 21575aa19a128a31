# contract 4.11
class A:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return super().__new__(cls)

    def __init__(self, *args, **kw):
        print("init", args, kw)


A(1, k=2)


class Single:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = object.__new__(cls)
        return cls.instance

    def __init__(self):
        print("init again")


print(Single() is Single())


class Foreign:
    def __new__(cls): return [1, 2]
    def __init__(self): print("never")


print(Foreign())


class Sub(A):
    def __new__(cls, x): return super().__new__(cls) if x else A.__new__(A)
    def __init__(self, x): print("Sub init", x)


print(type(Sub(1)).__name__, type(Sub(0)).__name__)


class P: pass
class Q:
    def __init__(self, x): self.x = x
class R:
    def __new__(cls, x): return object.__new__(cls)
class BadInit:
    def __init__(self): return 5


for bad in ("P(1)", "P(a=1)", "Q()", "R()", "object(1)", "BadInit()", "object.__new__(5)", "object.__new__(int)", "object.__new__()", "int.__new__(str)", "A.__new__()"):
    try:
        print(eval(bad))
    except TypeError as e:
        print(bad, "->", e)
q = Q.__new__(Q)
print(hasattr(q, "x"), q.__init__(5), q.x, type(R(1)).__name__)


class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b, a + b))
    def __init__(self, a, b): self.args = (a, b)


t = T(1, 2)
print(t, t.args)
