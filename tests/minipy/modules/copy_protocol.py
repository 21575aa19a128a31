import copy
class R:
    def __init__(self, x, y): self.x, self.y = x, y
    def __reduce__(self): return (R, (self.x, "reduced"))
class S:
    def __init__(self): self.a, self.b = [1], "secret"
    def __getstate__(self): return {"a": self.a}
    def __setstate__(self, state): self.__dict__.update(state); self.b = "restored"
r = copy.copy(R(1, 2)); print(r.x, r.y)
s = S(); t, u = copy.copy(s), copy.deepcopy(s); s.a.append(2); print(t.a, t.b, u.a, u.b)
class M:
    def __deepcopy__(self, memo): new = M(); memo[id(self)] = new; new.copied = True; return new
m = M(); pair = copy.deepcopy([m, m]); print(pair[0] is pair[1], pair[0].copied)
class D(dict): pass
d = D(a=[1]); d.attr = [2]; e = copy.deepcopy(d); d["a"].append(9); d.attr.append(9); print(e, e.attr, type(e).__name__, copy.copy(d).attr is d.attr)
class C:
    def m(self): return self
c = C(); c.bound = c.m; n = copy.deepcopy(c); print(n.bound() is n, n is not c)
c.cycle = [c]; n = copy.deepcopy(c); print(n.cycle[0] is n)
g = {"a": [1, (2, [3])], "b": {1, 2}, "c": frozenset([1]), "d": range(3), "e": None, "f": len, "g": C}
h = copy.deepcopy(g); g["a"][1][1].append(4); print(h == {**g, "a": [1, (2, [3])]}, h["a"], h["g"] is C)
memo = {}; x = [1]; y = copy.deepcopy(x, memo); print(memo[id(x)] is y, copy.Error.__name__)
class N:
    def __new__(cls, v): o = object.__new__(cls); o.v = v; return o
    def __getnewargs__(self): return (self.v,)
print(copy.copy(N(5)).v, copy.deepcopy(N([1])).v)
class Slots:
    __slots__ = ("p", "q", "__dict__")
z = Slots(); z.p = 1; z.extra = [2]; k = copy.deepcopy(z); print(k.p, k.extra, hasattr(k, "q"), k.extra is z.extra)
def gen(): yield
try: copy.copy(gen())
except TypeError as e: print(str(e).replace("pickle", "copy"))
