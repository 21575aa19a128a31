# contract 6.1, 6.2, 6.6, 6.7
import gc, weakref
gc.disable()
class V:
    def __init__(self, n): self.n, self.me = n, self
d = weakref.WeakValueDictionary()
vs = {i: V(i) for i in range(6)}
for i, v in vs.items(): d[i] = v
del v
print(len(d), list(d))
del vs[2]
gc.collect()
print(len(d), list(d), 2 in d, d.get(2), list(d.values()) == list(vs.values()), [k for k, v in d.items()])
old = vs.pop(0)
d[0] = new = V("new")
del old
gc.collect()
print(d[0].n, list(d))
it = iter(d.items())
print(next(it)[0])
del vs[3]; gc.collect()
print([k for k, v in it], len(d))
del d[1]; d[1] = vs[1]
print(list(d))
for k in d.keys():
    vs.clear(); gc.collect()
    print(k, len(d))
    break
print(sorted(d), d.pop(0).n, d.pop(0, "none"), len(d))
try: d.popitem()
except KeyError: print("empty")
