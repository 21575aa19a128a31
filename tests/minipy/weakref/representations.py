# contract 1.18, 2.17: what a reference looks like, alive and dead
import gc, re, weakref
gc.disable()


def show(x): print(re.sub("0x[0-9a-f]+", "0x", repr(x)))


class A:
    def m(self): pass


def f(): pass


a = A()
r, p, c = weakref.ref(a), weakref.proxy(a), weakref.ref(a, lambda r: None)
for x in (r, c, weakref.ref(A), weakref.ref(f), weakref.ref({1}.__class__)): show(x)
print(re.sub("0x[0-9a-f]+", "0x", object.__repr__(r)) != "", type(r).__name__, type(r).__module__, type(p).__name__)


class Named:
    __name__ = "its name"


n = Named()
show(weakref.ref(n))


class Sub(weakref.ref): pass


show(Sub(a))
w = weakref.WeakMethod(a.m)
show(w)
a.me = a
del a
gc.collect()
show(r); show(c); show(w)
print(str(r) == repr(r), f"{r}" == repr(r), f"{r!r:.8}")
for t in (weakref.ReferenceType, weakref.ProxyType, weakref.CallableProxyType, weakref.WeakMethod, weakref.WeakValueDictionary, weakref.WeakKeyDictionary, weakref.finalize): print(t.__name__, t.__module__)
