# contract 6.1 to 6.8
import gc
import weakref

gc.disable()


class V:
    def __init__(self, v):
        self.v = v
        self.me = self

    def __repr__(self):
        return "V(%r)" % self.v


d = weakref.WeakValueDictionary()
held = [V(i) for i in range(5)]
for v in held:
    d[v.v] = v
print(len(d), sorted(d.keys()), 2 in d, 9 in d, d.get(9), d.get(9, "no"))
try:
    d[9]
except KeyError as e:
    print("KeyError", e)
del held[1]
gc.collect()
v = None
gc.collect()
print(len(d), list(d), [x.v for x in d.values()], [k for k, x in d.items()])
d[0] = held[3]
print(d[0].v, d.setdefault(7, held[0]).v, d.pop(7).v, d.pop(7, "gone"))
for i in range(2):
    k, x = d.popitem()
    print(k, x.v)
x = None
for k in d:
    held.clear()
    gc.collect()
print(len(d))
try:
    d[1] = 5
except TypeError as e:
    print(e)
a = V("a")
e = weakref.WeakValueDictionary(a=a)
f = weakref.WeakValueDictionary({"b": a})
print(sorted((e | f).keys()), e == {"a": a}, e == f, type(e.copy()).__name__)
e |= f
print(sorted(e), len(e.valuerefs()))
e.clear()
print(len(e))
f["new"] = a
try:
    for k in f:
        f["x" + k] = a
except RuntimeError as err:
    print(err)
r = weakref.ref(f)
del f
gc.collect()
print(r(), weakref.getweakrefcount(a) > 0)
try:
    hash(e)
except TypeError as err:
    print(err)
