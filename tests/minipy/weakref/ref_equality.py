# contract 1.14, 1.15: equality and hash
import gc
import weakref

gc.disable()


class V:
    def __init__(self, v):
        self.v = v
        self.me = self

    def __eq__(self, other):
        return self.v == other.v

    def __hash__(self):
        return hash(self.v)


a, b = V(1), V(1)
ra, rb = weakref.ref(a), weakref.ref(b)
print(ra == rb, ra != rb, hash(ra) == hash(rb), ra is rb, ra == 5)
rc = weakref.ref(V(2))
d = {ra: "found"}
print(d[rb])
for op in ("<", ">", "<=", ">="):
    try:
        eval("ra %s rb" % op)
    except TypeError as e:
        print(e)
unhashed = weakref.ref(b, lambda r: None)
del a
gc.collect()
print(ra == rb, ra == ra, hash(ra) == hash(1))
del d[ra]
print(len(d))
del b
gc.collect()
try:
    hash(unhashed)
except TypeError as e:
    print(e)


class U:
    __hash__ = None


u = U()
try:
    hash(weakref.ref(u))
except TypeError as e:
    print(e)
