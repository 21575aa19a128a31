# contract 6.3, 6.5, 6.8
import copy, gc, weakref
gc.disable()
class V:
    def __init__(self, n): self.n, self.me = n, self
a, b, c = V("a"), V("b"), V("c")
W = weakref.WeakValueDictionary
d = W({"a": a}, b=b)
e = W([("c", c)])
print(len(d), sorted(d), (d | e)["c"] is c, sorted(d | {"z": c}), type(d | e) is W, type({"x": a} | d))
d |= e
print(list(d), d == {"a": a, "b": b, "c": c}, d == e, d != e, d == 5, sorted(k for k in d.copy()))
class Sub(W): pass
s = Sub(a=a)
print(type(s.copy()), type(copy.copy(s)), type(s | d), d.setdefault("a", c) is a, d.setdefault("q", c) is c, [r() is not None for r in d.valuerefs()])
for bad in ("d['x'] = 5", "d['nope']", "del d['nope']", "d.pop('nope')", "d.popitem(1)", "W(1)", "W([1])", "W({}, {})", "hash(d)", "W(a=5)", "d.setdefault('new', 5)", "d[[]]"):
    try: exec(bad); print(bad, "fine")
    except (TypeError, KeyError, ValueError) as x: print(bad, "->", type(x).__name__)
print(len(d), "x" in d, d.popitem()[0], list(d), weakref.ref(d)() is d)
try:
    for k in d: d[k + "+"] = a
except RuntimeError as x: print(x)
d.clear()
print(len(d), list(d.items()), bool(d), d.get("a"), list(W().values()))
deep = copy.deepcopy(W({1: a}))
print(deep[1] is a)
