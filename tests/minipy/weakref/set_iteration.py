# contract 6.2, 6.3, 6.4
import gc, weakref
gc.disable()
class E:
    def __init__(self, n): self.n, self.me = n, self
es = [E(i) for i in range(4)]
s = weakref.WeakSet(es)
got = 0
for e in s:
    got += 1
    es.clear()
    gc.collect()
print(got, len(s))
e = None
gc.collect()
print(len(s), list(s))
es = [E(i) for i in range(3)]
s = weakref.WeakSet(es)
try:
    for e in s: s.add(E(9)) ; es.append(E(10)); s.add(es[-1])
except RuntimeError as x: print(x)
e = es[0]
del s
gc.collect()
print([weakref.getweakrefcount(x) for x in es[:3]])
class Holder:
    def __init__(self): self.s = weakref.WeakSet([self]); self.d = weakref.WeakKeyDictionary({self: 1}); self.v = weakref.WeakValueDictionary(me=self)
h = Holder(); r = weakref.ref(h); h.me = h
del h
gc.collect()
print(r())
