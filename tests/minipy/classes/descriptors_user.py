class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, cls=None): return self if obj is None else obj.__dict__[self.name]
    def __set__(self, obj, v):
        if not isinstance(v, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        obj.__dict__[self.name] = v


class P:
    name = Typed(str)
    age = Typed(int)
    def __init__(self, name, age): self.name, self.age = name, age


p = P("a", 1)
print(p.name, p.age, P.age.kind)
try:
    p.age = "x"
except TypeError as e:
    print(e)


class Lazy:
    def __init__(self, f): self.f = f
    def __get__(self, obj, cls):
        if obj is None: return self
        print("computing")
        v = obj.__dict__[self.f.__name__] = self.f(obj)
        return v


class Q:
    @Lazy
    def value(self): return 42


q = Q()
print(q.value, q.value, type(Q.value).__name__)


class Meth:
    def __get__(self, obj, cls): return lambda *a: (obj is None, cls.__name__, a)


class R:
    m = Meth()
print(R.m(1), R().m(2))


class D:
    def __get__(self, obj, cls): raise AttributeError("from descriptor")
class S:
    d = D()
    def __getattr__(self, n): return "getattr got " + n
print(S().d)
try:
    S.d
except AttributeError as e:
    print(e)
def func(self): return "func"
print(func.__get__(5)(), func.__get__(5, int).__self__, func.__get__(None, int) is func)
class Counted:
    def __init__(self): self.n = 0
    def __get__(self, o, c): self.n += 1; return self.n
class T: c = Counted()
t = T()
print(t.c, t.c, T.c)
