# contract 1.6, 0.5: every reference is cleared before any callback
import gc, weakref
gc.disable()
class A:
    def __init__(self, n): self.n, self.me = n, self
    def m(self): pass
a, b = A("a"), A("b")
a.other, b.other = b, a
plain = [weakref.ref(a), weakref.ref(b)]
methods = [weakref.WeakMethod(a.m), weakref.WeakMethod(b.m)]
values = weakref.WeakValueDictionary(a=a, b=b)
keys = weakref.WeakKeyDictionary({a: 1, b: 2})
weak = weakref.WeakSet([a, b])
seen = []
def cb(r):
    seen.append(([x() for x in plain], [x() for x in methods], list(values), list(keys.values()), list(weak), r()))
ra, rb = weakref.ref(a, cb), weakref.ref(b, cb)
del a, b
gc.collect()
for s in seen: print(s)
