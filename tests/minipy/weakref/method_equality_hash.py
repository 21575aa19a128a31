# contract 2.10, 2.11, 2.12
import gc, weakref
gc.disable()
class V:
    def __init__(self, n): self.n, self.me = n, self
    def __eq__(self, o): return isinstance(o, V) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def m(self): pass
    def k(self): pass
class U(V):
    __hash__ = None
class Sub(weakref.WeakMethod): pass
a, b, c = V(1), V(1), V(2)
W = weakref.WeakMethod
print(a.m == b.m, W(a.m) == W(b.m), W(a.m) != W(b.m), W(a.m) == W(c.m), W(a.m) == W(a.k), W(a.m) == Sub(a.m), W(a.m) == 5, W(a.m) == weakref.ref(a))
print(hash(W(a.m)) == hash(a), hash(W(a.m)) == hash(W(a.k)), len({W(a.m), W(b.m), W(c.m)}))
u = U(3)
try: hash(W(u.m))
except TypeError as e: print(e)
print(hash(u.m) == hash(u.m))
wa, wb = W(a.m), W(b.m)
h = hash(wa)
del a
gc.collect()
print(wa == wb, wa == wa, hash(wa) == h, wa != wb)
d = V(4)
wd = W(d.m)
del d
gc.collect()
try: hash(wd)
except TypeError as e: print(e)
class F:
    def __init__(self): self.me = self
    def m(self): pass
F.m.me = F.m
f = F()
w1, w2 = W(f.m), W(f.m)
print(w1 == w2)
del F.m
gc.collect()
print(w1 == w2, w1 == w1, hash(w1) == hash(f))
