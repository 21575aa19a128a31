# contract 2.8, 2.9
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
    def m(self): pass
A.m.me = A.m
log = []
a = A()
w = weakref.WeakMethod(a.m, lambda r: log.append((r is w, r())))
del a
gc.collect()
print(log)
log.clear()
a = A()
w = weakref.WeakMethod(a.m, log.append)
w2 = weakref.WeakMethod(a.m, lambda r: log.append("second"))
del A.m
gc.collect()
print(len(log), log[0], log[1] is w)
del a
gc.collect()
print(len(log))
log.clear()
def make():
    class B:
        def __init__(self): self.me = self
        def m(self): pass
    b = B()
    return weakref.WeakMethod(b.m, lambda r: log.append("both at once"))
w = make()
gc.collect()
gc.collect()
print(log, w())
c = A()
A.k = lambda self: 1
w = weakref.WeakMethod(c.k, log.append)
ww = weakref.ref(w)
print(ww() is w)
del w
gc.collect()
print(ww(), weakref.getweakrefcount(c), weakref.getweakrefcount(A.k))
