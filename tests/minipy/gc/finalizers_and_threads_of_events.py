# one collection: clear, callbacks, then __del__ (contract 0.5)
import gc, weakref
gc.disable()
log = []
class A:
    def __init__(self, n): self.n, self.me = n, self
    def __del__(self): log.append(f"del {self.n}")
xs = [A(i) for i in range(3)]
refs = [weakref.ref(x, lambda r, i=i: log.append(f"cb {i} {[q() for q in refs].count(None)}")) for i, x in enumerate(xs)]
xs.clear()
gc.collect()
print(sorted(log[:3]), sorted(log[3:]))
log.clear()
a, b = A("a"), A("b"); a.b, b.a = b, a
weakref.finalize(a, log.append, "finalize a")
del a, b
gc.collect()
print(log[0], sorted(log[1:]))
