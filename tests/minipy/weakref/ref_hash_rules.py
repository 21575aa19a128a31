# contract 1.15
import gc, weakref
gc.disable()
class V:
    def __init__(self, n): self.n, self.me = n, self
    def __eq__(self, o): return isinstance(o, V) and self.n == o.n
    def __hash__(self): return self.n
a = V(42)
r = weakref.ref(a)
print(hash(r), hash(r) == hash(a))
a.n = 7
print(hash(r), hash(a))
del a
gc.collect()
print(hash(r))
b = V(5)
s = weakref.ref(b)
del b
gc.collect()
try: hash(s)
except TypeError as e: print(e)
class U:
    __hash__ = None
    def __init__(self): self.me = self
u = U()
try: hash(weakref.ref(u))
except TypeError as e: print(e)
c, d = V(1), V(1)
rc, rd = weakref.ref(c), weakref.ref(d)
m = {rc: "c"}
print(m[rd], len({rc, rd}), rd in m)
del c
gc.collect()
print(m[rc], rd in m)
del m[rc]
print(m)
st = {rd}
del d
gc.collect()
st.discard(rd)
print(st)
