# Classes derived from property: with __init__, __get__ and more of their own, copies by setter(), texts.
class cached(property):
    "class text"
    def __init__(self, fget=None, fset=None, fdel=None, doc=None, extra=5):
        super().__init__(fget, fset, fdel, doc)
        self.extra = extra
    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return ("got", super().__get__(instance, owner))


class plain(property):
    pass


class A:
    @cached
    def x(self):
        "x text"
        return 1

    @x.setter
    def x(self, value):
        print("set", value)

    @plain
    def y(self):
        return 2

    z = plain(doc="z doc")
    w = property()


a = A()
print(a.x, a.y, type(A.x), A.x.extra, A.x.__doc__, isinstance(A.x, property), A.y.__doc__)
a.x = 5
for bad in [lambda: setattr(a, "y", 1), lambda: delattr(a, "x"), lambda: a.z, lambda: a.w, lambda: setattr(a, "w", 1), lambda: a.y.q]:
    try:
        bad()
    except AttributeError as e:
        print(str(e).replace("'y' ", "").replace("'x' ", "").replace("'z' ", ""))
print(type(A.y.setter(print)), A.y.setter(print).fset is print, A.y.fget.__name__)
print(plain.__mro__, repr(plain())[:20], property.__get__ is not None)
p = property(lambda s: 3)
print(p.__get__(a), p.__get__(a, A), p.__get__(None, A) is p)


class B:
    q = plain(lambda self: self.v, lambda self, v: setattr(self, "v", v), lambda self: delattr(self, "v"))


b = B()
b.q = 3
print(b.q, b.__dict__)
del b.q
print(hasattr(b, "v"), "q" in dir(b))
