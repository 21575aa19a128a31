# contract 1.6, 1.7
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
    def m(self): pass
log = []
a = A()
refs = [weakref.ref(a, lambda r, i=i: log.append((i, r() is None))) for i in range(6)]
w = weakref.WeakMethod(a.m, lambda r: log.append(("method", r() is None)))
p = weakref.proxy(a, lambda p: log.append("proxy"))
f = weakref.finalize(a, log.append, "finalize")
refs.append(weakref.ref(a, lambda r: log.append("last")))
del refs[3]
gc.collect()
del a
gc.collect()
print(log)
gc.collect()
print(len(log))
log.clear()
b = A()
many = [weakref.ref(b, lambda r, i=i: log.append(i)) for i in range(1000)]
del b
gc.collect()
print(log == list(range(999, -1, -1)), all(r() is None for r in many))
