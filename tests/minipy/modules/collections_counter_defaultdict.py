from collections import Counter, defaultdict
c = Counter("mississippi")
print(c, c["s"], c["z"], c.most_common(2), sorted(c.elements()), c.total(), len(c), "z" in c)
c.update("sss"); c.subtract({"i": 10}); print(c, +c, -c, c + Counter(z=2), c - Counter(s=1), c & Counter(s=2, p=9), c | Counter(q=1))
print(Counter(a=1, b=2) == Counter(b=2, a=1), Counter(a=0) == Counter(), Counter(a=1) <= Counter(a=2), Counter(a=1) < Counter(a=1), Counter(), Counter({"x": 3}), dict(Counter("aab")), Counter([1, 1, 2]).most_common())
c = Counter(a=1); c["b"] += 5; c += Counter(b=1); c -= Counter(a=1); del c["nothing"]; print(c, c.copy() is c, list(c.items()), Counter("ab").pop("a"), sum(Counter("aab").values()))
for bad in ("Counter(5)", "Counter.fromkeys('a')", "Counter([[]])"):
    try: eval(bad)
    except Exception as e: print(bad, "->", type(e).__name__)
d = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]: d[k].append(v)
print(d, d["new"], d.get("none"), "none" in d, d.default_factory, len(d), sorted(d), d == {"a": [1, 3], "b": [2], "new": []})
e = defaultdict(lambda: 5, {"x": 1}, y=2); print(e["x"], e["q"], e.copy()["z"], dict(e), dict(e | {"n": 0}), type(e | {}).__name__)
n = defaultdict(int); n["k"] += 1; n["k"] += 1; print(dict(n))
for bad in ("defaultdict()['a']", "defaultdict(5)", "defaultdict(None)['k']"):
    try: eval(bad)
    except Exception as e: print(bad, "->", type(e).__name__, e)
class Key(defaultdict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
print(Key()["ab"], defaultdict(dict, a={}), defaultdict(list).__missing__("q"))
