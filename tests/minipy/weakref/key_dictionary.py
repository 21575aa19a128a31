# contract 6.10, 6.12, 6.13
import gc
import weakref

gc.disable()


class K:
    def __init__(self, v):
        self.v = v
        self.me = self

    def __eq__(self, o):
        return isinstance(o, K) and self.v == o.v

    def __hash__(self):
        return hash(self.v)


d = weakref.WeakKeyDictionary()
a, b = K(1), K(1)
d[a] = "first"
d[b] = "second"
print(len(d), d[a], next(iter(d)) is a)
c = K(2)
d[c] = "c"
print(len(d), c in d, 5 in d, d.get(K(9)), sorted(d.values()))
for f in [lambda: d[5], lambda: d.get(5), lambda: d.pop(5)]:
    try:
        f()
    except TypeError as e:
        print(e)
try:
    [] in d
except TypeError as e:
    print(e)
del a
gc.collect()
print(len(d), b in d)
del d[c]
print(len(d))
d.update({b: 1})
print(d.setdefault(b, 2), d.pop(b), len(d), len(d.keyrefs()))
