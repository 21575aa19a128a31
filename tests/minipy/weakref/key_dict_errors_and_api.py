# contract 6.5, 6.12
import copy, gc, weakref
gc.disable()
class K:
    def __init__(self, n=0): self.n, self.me = n, self
class U:
    __hash__ = None
k, j, u = K(1), K(2), U()
W = weakref.WeakKeyDictionary
d = W({k: "k"})
for bad in ("d[5]", "d.get(5)", "del d[5]", "d[5] = 1", "5 in d", "d[u]", "u in d", "d[u] = 1", "d.pop(5)", "d[j]", "del d[j]", "d.pop(j)", "W(5)", "W().popitem()", "hash(d)", "d.setdefault(5, 1)", "'s' in d", "d.get('s')"):
    try: print(bad, "->", eval(bad) if "=" not in bad and "del" not in bad else exec(bad))
    except (TypeError, KeyError) as e: print(bad, "->", type(e).__name__)
print(len(d), d == {k: "k"}, d == W({k: "k"}), d != W(), d == 5, (d | {j: 1}) == {k: "k", j: 1}, type(d | {}) is W, type(d.copy()), type(copy.copy(d)), [r() is k for r in d.keyrefs()])
d |= W({j: "j"})
print(len(d), list(d.values()), sorted(d.items(), key=lambda p: p[1])[0][1])
dd = copy.deepcopy(W({k: [1]}))
dd[k].append(2)
print(dd[k], list(dd) == [k], weakref.ref(d)() is d)
d.update({K(9): 1}); gc.collect(); print(len(d))
try:
    for x in d: d[K(5)] = keep = K(6); d[keep] = 1
except RuntimeError as e: print(e)
d.clear(); print(len(d), bool(d))
