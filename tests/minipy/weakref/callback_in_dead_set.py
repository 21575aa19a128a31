# contract 1.10 [N!=Y]: a reference that is itself garbage does not fire
import gc, weakref
gc.disable()
log = []
class A:
    def __init__(self): self.me = self
    def m(self): pass
a = A()
a.ref = weakref.ref(a, lambda r: log.append("self-owned"))
a.wm = weakref.WeakMethod(a.m, lambda r: log.append("self-owned method"))
del a
gc.collect()
print(log)
x, y = A(), A()
x.y, y.x = y, x
x.watch = weakref.ref(y, lambda r: log.append("x watches y"))
y.watch = weakref.ref(x, lambda r: log.append("y watches x"))
del x, y
gc.collect()
print(log)
class Watcher:
    def __init__(self, t):
        self.me, self.t = self, t
        self.r = weakref.ref(t, lambda r: log.append("watcher in garbage"))
w = Watcher(A())
del w
gc.collect()
print(log)
t = A()
w = Watcher(t)
outside = weakref.ref(t, lambda r: log.append("outside fires"))
del w, t
gc.collect()
print(log)
