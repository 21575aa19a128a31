# contract 4.12
class D:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, cls):
        return self.name if obj is None else obj.__dict__.get(self.name, "unset")


class Base:
    subs = []
    d = D()

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        Base.subs.append(cls.__name__)


class A(Base, tag="a"):
    e = D()


class B(A): pass


print(Base.subs, A.tag, B.tag, B.e, Base.d)
try:
    class C(Base, wrong=1): pass
except TypeError as e:
    print(e)
try:
    class E(wrong=1): pass
except TypeError as e:
    print(e)
F = type("F", (Base,), {"x": 1}, tag="f")
print(F.tag, F.x, Base.subs)


class Bad:
    def __set_name__(self, owner, name): raise ValueError("bad name")


try:
    class G:
        b = Bad()
except (RuntimeError, ValueError) as e:
    print(type(e).__name__, e)
G = type("G", (), {})
G.late = D()
print(hasattr(G.__dict__["late"], "name"))
