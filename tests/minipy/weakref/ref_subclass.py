# contract 1.17: classes derived from ref
import gc
import weakref

gc.disable()


class Named(weakref.ref):
    def __new__(cls, target, callback=None, name="?"):
        return super().__new__(cls, target, callback)

    def __init__(self, target, callback=None, name="?"):
        super().__init__(target, callback)
        self.name = name

    def __call__(self):
        target = super().__call__()
        return self.name, target is not None


class Slotted(weakref.ref):
    __slots__ = ("extra",)


class C:
    pass


c = C()
c.me = c
n = Named(c, lambda r: print("told", type(r).__name__, r.name, r()), "first")
print(n(), n.name, isinstance(n, weakref.ref))
s = Slotted(c)
s.extra = 5
print(s.extra, s() is c)
del c
gc.collect()
print(n(), s())
