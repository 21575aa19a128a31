# what containers let go dies
import gc, weakref
from collections import deque, OrderedDict, defaultdict
gc.disable()
class A:
    def __init__(self): self.me = self
def fresh():
    a = A(); refs.append(weakref.ref(a)); return a
refs = []
l = [fresh() for _ in range(5)]; l.pop(); del l[0]; l[0] = None; l[1:2] = []
d = {i: fresh() for i in range(4)}; d.pop(0); del d[1]; d[2] = None; d.popitem()
s = {fresh(), fresh()}; s.pop(); s.clear()
q = deque([fresh() for _ in range(4)], maxlen=3); q.popleft(); q[0] = None; q.rotate(1); q.clear()
o = OrderedDict(a=fresh()); o.popitem(); o["b"] = fresh(); o["b"] = 1
f = defaultdict(fresh); f["x"]; del f["x"]
c = A(); c.attr = fresh(); del c.attr; c.other = fresh(); c.other = 1; c.__dict__["z"] = fresh(); c.__dict__.clear()
class S: __slots__ = ("v",)
t = S(); t.v = fresh(); del t.v
it = iter([fresh(), fresh()]); next(it); list(it); del it
x = fresh(); x = 1
gc.collect()
print([r() is not None for r in refs].count(True), len(l))
l.clear()
gc.collect()
print([r() is not None for r in refs].count(True), len(refs))
