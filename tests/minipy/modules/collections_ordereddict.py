from collections import OrderedDict
d = OrderedDict([("b", 1), ("a", 2)]); d["c"] = 3
print(d, list(d), list(reversed(d)), d == {"a": 2, "b": 1, "c": 3}, d == OrderedDict([("a", 2), ("b", 1), ("c", 3)]), isinstance(d, dict), len(d))
d.move_to_end("b"); print(list(d)); d.move_to_end("c", last=False); print(list(d), d.popitem(), d.popitem(last=False), d)
d.update(x=1, y=2); d.setdefault("z", 5); print(d.pop("a"), d.pop("q", None), dict(d), OrderedDict.fromkeys("ab", 0), OrderedDict(), d.copy() == d, type(d.copy()).__name__, d | {"n": 1}, OrderedDict(a=1) != OrderedDict(a=2))
for bad in ("OrderedDict().popitem()", "d.move_to_end('nope')", "d.pop('nope')", "d['nope']", "OrderedDict(5)"):
    try: eval(bad)
    except Exception as e: print(bad, "->", type(e).__name__)
class LRU(OrderedDict):
    def __init__(self, n): super().__init__(); self.n = n
    def __getitem__(self, k): self.move_to_end(k); return super().__getitem__(k)
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        if len(self) > self.n: self.popitem(last=False)
c = LRU(2); c["a"] = 1; c["b"] = 2; c["a"]; c["c"] = 3; print(list(c.keys()), len(c))
