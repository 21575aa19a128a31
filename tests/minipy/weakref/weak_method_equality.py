# contract 2.7, 2.10, 2.11, 2.12
import gc
import weakref

gc.disable()


class V:
    def __init__(self, v):
        self.v = v
        self.me = self

    def __eq__(self, o):
        return isinstance(o, V) and self.v == o.v

    def __hash__(self):
        return hash(self.v)

    def m(self):
        return self.v

    def n(self):
        pass


a, b = V(1), V(1)
wa, wb = weakref.WeakMethod(a.m), weakref.WeakMethod(b.m)
print(a.m == b.m, wa == wb, wa != wb, wa == weakref.WeakMethod(a.n), hash(wa) == hash(a))
print(wa == weakref.ref(a), wa == 5)
original = V.m
V.m = lambda self: "new"
print(wa()(), a.m())
a.m = lambda: "own"
print(wa()(), a.m())
del a
gc.collect()
print(wa == wb, wa == wa, wa())


class S(weakref.WeakMethod):
    def __init__(self, *args):
        self.extra = 1


s = S(b.n)
s.more = 2
print(s.extra, s.more, s() == b.n)
try:
    wb.more = 1
except AttributeError as e:
    print("AttributeError")
