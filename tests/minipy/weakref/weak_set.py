# contract 6.15
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

    def __repr__(self):
        return "K%d" % self.v


a, b, c, d = [K(i) for i in range(4)]
s = weakref.WeakSet([a, b, K(1)])
t = weakref.WeakSet([b, c])
show = lambda x: sorted(k.v for k in x)
print(show(s), show(s | t), show(s & t), show(s - t), show(s ^ t))
print(s.issubset([a, b, c]), s >= weakref.WeakSet([a]), s < t, s == weakref.WeakSet([b, a]), s == {a, b}, s.isdisjoint([d]))
s.add(d)
s.discard(a)
print(show(s), d in s, 5 in s)
try:
    s.remove(a)
except KeyError:
    print("KeyError")
s |= t
s -= [b]
print(show(s))
s &= s
print(show(s))
s ^= s
print(len(s))
try:
    s.pop()
except KeyError as e:
    print(e)
try:
    s.add(1)
except TypeError as e:
    print(e)
s.update([a, c])
del a
gc.collect()
print(show(s), len(s))


class Sub(weakref.WeakSet):
    pass


print(type(Sub([c]) | s).__name__, type(Sub([c]).copy()).__name__)
