# contract 7.3, 7.6
import gc, sys, weakref
gc.disable()
sys.unraisablehook = lambda u: log.append("unraisable " + str(u.exc_value))
class A:
    def __init__(self): self.me = self
log = []
a = A()
for i in range(4): weakref.finalize(a, log.append, i)
r = weakref.ref(a, lambda r: log.append("ref"))
weakref.finalize(a, lambda: 1 / 0)
weakref.finalize(a, log.append, "last")
del a
gc.collect()
print(log)
log.clear()
b = A()
b.handle = weakref.finalize(b, log.append, "handle in garbage fires")
del b
gc.collect()
print(log)
c = A()
z = weakref.finalize(c, lambda: log.append(("inside", z.alive, gc.collect() >= 0)))
del c
gc.collect()
print(log[-1], z.alive)
