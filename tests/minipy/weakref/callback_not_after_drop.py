# contract 1.9
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
    def m(self): pass
log = []
a = A()
r = weakref.ref(a, log.append)
w = weakref.WeakMethod(a.m, log.append)
p = weakref.proxy(a, log.append)
del r, w, p
gc.collect()
print(weakref.getweakrefcount(a))
del a
gc.collect()
print(log)
a = A()
keep = weakref.ref(a, lambda r: log.append("kept"))
drop = weakref.ref(a, lambda r: log.append("dropped"))
drop = None
gc.collect()
del a
gc.collect()
print(log)
