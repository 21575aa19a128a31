# Class methods of descriptors, super() as one, descriptors that only write, what can be deleted of functions.
import types


class C:
    @classmethod
    @property
    def name(cls):
        return cls.__name__

    @classmethod
    @classmethod
    def twice(cls):
        return cls

    @classmethod
    @staticmethod
    def static():
        return "static"


class D(C):
    pass


print(C.name, D.name, D().name, D.twice() is D)
print(C.static())


class Auto:
    def meth(self, a):
        return "Auto(%r)" % a


class B(Auto):
    def meth(self, a):
        return "B" + self.__super.meth(a)


B._B__super = super(B)
print(B().meth(1), super(B).__get__(B()).meth(3), super(B))


class Proxy:
    def __init__(self, o):
        self.__o = o

    def __getattribute__(self, name):
        if name.startswith("_Proxy__"):
            return object.__getattribute__(self, name)
        return getattr(self.__o, name)


print(super(B, Proxy(B())).meth(4))
try:
    super(B, 5)
except TypeError as e:
    print(e)


class Writes:
    def __set__(self, obj, value):
        obj.__dict__["a"] = value


class X:
    a = Writes()


x = X()
print(x.a is X.__dict__["a"])
x.a = 42
print(x.a)


class Meta(type):
    pass


class Y(metaclass=Meta):
    a = 1


Meta.a = Writes()
print(Y.a)


def f(a=1, *, b=2):
    "text"
    return a


print(f.__get__(5, 7)(), f.__get__(6)())
del f.__doc__, f.__defaults__, f.__kwdefaults__
print(f.__doc__, f.__defaults__, f.__kwdefaults__)
try:
    f()
except TypeError as e:
    print(e)
try:
    del f.__name__
except TypeError as e:
    print("TypeError")


def outer():
    x = 1

    def inner():
        return x

    return inner


inner = outer()
del inner.__closure__[0].cell_contents
try:
    inner()
except NameError as e:
    print(e)
inner.__closure__[0].cell_contents = 7
print(inner(), types.CellType(1).cell_contents)
try:
    types.CellType().cell_contents
except ValueError as e:
    print(e)
try:
    class S:
        __slots__ = ["\x80"]
except TypeError as e:
    print(e)


def g():
    yield 1


i = g()
print(i.gi_code is g.__code__, i.gi_suspended, i.gi_yieldfrom)
next(i)
print(i.gi_suspended, list(i), i.gi_suspended)


def h():
    yield from i


i, j = g(), h()
next(j)
i2 = h()
print(j.gi_yieldfrom is i, i2.gi_yieldfrom)


# What has bases, without being a class.
class Abstract:
    def __init__(self, bases):
        self.bases = bases

    def get_bases(self):
        return self.bases

    __bases__ = property(get_bases)


class Like:
    def __init__(self, cls):
        self.cls = cls

    __class__ = property(lambda self: self.cls)


top = Abstract(())
below = Abstract((top,))
print(isinstance(Like(below), top), isinstance(Like(top), below), isinstance(5, top))
print(issubclass(below, top), issubclass(top, below), issubclass(below, (int, top)))
for check in (lambda: isinstance(5, 6), lambda: issubclass(5, int), lambda: issubclass(int, 6)):
    try:
        check()
    except TypeError as e:
        print(e)
for text in ("obj.__debug__ = 1", "f(__debug__=1)", "del __debug__", "f(a=1, *b, a=2)", "class C(a=1, a=2): pass"):
    try:
        compile(text, "<text>", "exec")
    except SyntaxError as e:
        print(e.msg)
for empty in (lambda v: [() for () in [v]], lambda v: [1 for [] in [v]]):
    print(empty([]), end=" ")
    for wrong in (42, "a"):
        try:
            empty(wrong)
        except (TypeError, ValueError) as e:
            print(e)
