# contract 6.1, 6.10, 6.13
import gc, weakref
gc.disable()
class K:
    def __init__(self, n): self.n, self.me = n, self
    def __eq__(self, o): return isinstance(o, K) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def __repr__(self): return f"K{self.n}"
ks = [K(i) for i in range(5)]
d = weakref.WeakKeyDictionary((k, k.n * 10) for k in ks)
print(len(d), list(d.values()), d[K(3)], K(9) in d, d.get(K(9), "no"))
del ks[1]
gc.collect()
print(len(d), list(d.keys()), list(d.items()))
first, equal = ks[0], K(0)
d[equal] = "overwritten"
print(len(d), d[first], next(iter(d)) is first)
del first, ks[0]
gc.collect()
print(equal in d, len(d), list(d))
it = iter(d); x = next(it)
ks.clear(); gc.collect()
print(x, list(it), len(d))
del x, it
gc.collect()
print(len(d), list(d))
a = K("a"); d[a] = 1
del d[a]
print(len(d))
d[a] = 2; print(d.pop(a), d.pop(a, "gone"), d.setdefault(a, 5), d.popitem(), len(d))
