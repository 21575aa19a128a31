import collections.abc as abc
names = "Iterable Iterator Sized Container Hashable Callable Collection Sequence MutableSequence Mapping MutableMapping Set MutableSet Reversible Generator".split()
values = {"list": [], "dict": {}, "tuple": (), "str": "", "set": set(), "frozenset": frozenset(), "int": 5, "range": range(1), "gen": (x for x in []), "iter": iter([]), "func": len, "none": None, "keys": {}.keys()}
for name, v in values.items(): print(name, [n for n in names if isinstance(v, getattr(abc, n))])
class S(abc.Sequence):
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if not 0 <= i < self.n: raise IndexError
        return i * i
s = S(4); print(list(s), 4 in s, 5 in s, s.index(9), s.count(1), list(reversed(s)), isinstance(s, abc.Reversible))
class M(abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M(); m["a"] = 1; m.update(b=2); m.update([("c", 3)])
print(dict(m), "a" in m, m.get("z"), list(m.items()), list(m.keys()), list(m.values()), m.pop("a"), m.setdefault("q", 5), m == {"b": 2, "c": 3, "q": 5}, m.popitem(), len(m), m.keys() & {"q"}); m.clear(); print(len(m))
for c in (abc.Sequence, abc.MutableMapping, abc.Iterator):
    try: c()
    except TypeError as e: print(e)
class It(abc.Iterator):
    def __next__(self): raise StopIteration
print(list(It()), iter(i := It()) is i)
class Cb:
    def __call__(self): pass
    __hash__ = None
print(isinstance(Cb(), abc.Callable), isinstance(Cb(), abc.Hashable), issubclass(list, abc.Iterable), issubclass(int, abc.Sized))
