# contract 1.13, 0.7: allocate, make references, collect, drop itself
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
log = []
holder = {}
def cb(r):
    x = [A() for _ in range(50)]
    holder["new"] = weakref.ref(x[0])
    holder["live"] = A()
    holder["watch"] = weakref.ref(holder["live"], lambda r: log.append("rearmed"))
    log.append(("collect inside", gc.collect() >= 0))
    holder.pop("r", None)
    log.append("done")
a = A()
holder["r"] = weakref.ref(a, cb)
del a
gc.collect()
print(log)
gc.collect()
print(holder["new"](), holder["live"] is not None)
del holder["live"]
gc.collect()
print(log)
class T:
    def __init__(self): self.me = self
    def gone(self, r): log.append("never: it pins its target")
t = T()
r = weakref.ref(t, t.gone)
wt = weakref.ref(t)
del t
gc.collect()
print(wt() is not None)
del r
gc.collect()
gc.collect()
print(wt(), log)
