class F:
    def __call__(self, *a, **k): return a, k
f = F()
print(f(), f(1, x=2), callable(f), callable(F), callable(5), f(*[1], **{"y": 2}), list(map(f, [1])), sorted([3, 1], key=lambda x: f(x)[0]))


class C:
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k] if k in self.d else f"missing {k}"
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): print("del", k); self.d.pop(k, None)
    def __len__(self): return len(self.d)
    def __iter__(self): return iter(sorted(self.d))
    def __reversed__(self): return "reversed"
    def __contains__(self, k): return k in self.d
    def __length_hint__(self): return 10


c = C()
c["a"] = 1
c["b"], c["c"] = 2, 3
c["a"] += 10
del c["b"], c["zz"]
print(c["a"], c["q"], len(c), list(c), reversed(c), "a" in c, [*c], c[1:2], c[1, 2], c[...], dict(zip(c, c)), sorted(c, reverse=True))
for bad in ("f[0]", "f['a'] = 1", "del f[0]", "len(f)", "f.x", "int[5]", "del (1,)[0]"):
    try:
        exec(bad)
        print(bad, "fine")
    except (TypeError, AttributeError) as e:
        print(bad, "->", e)
class NotCallable: pass
for bad in ("NotCallable()()", "c.d()"):
    try:
        eval(bad)
    except TypeError as e:
        print(bad, "->", e)
