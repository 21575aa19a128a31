from collections import namedtuple
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=9), P._make([3, 4]), p == (1, 2), tuple(p), len(p), [*p], hash(p) == hash((1, 2)), P.__name__, P.__doc__, isinstance(p, tuple), p < P(1, 3))
x, y = p; print(x, y, P(*[5, 6]), P(**{"x": 1, "y": 2}), {p: "k"}[1, 2])
D = namedtuple("D", ["a", "b", "c"], defaults=[2, 3]); print(D(1), D(1, c=5), D._field_defaults)
R = namedtuple("R", "a def _x a b", rename=True); print(R._fields)
for bad in ("P(1)", "P(1, 2, 3)", "P(1, z=2)", "P(1, x=2)", "p._replace(z=1)", "P._make([1])", "namedtuple('1a', 'x')", "namedtuple('A', 'x x')", "namedtuple('A', '_x')", "namedtuple('A', 'class')", "p.z", "D()"):
    try: eval(bad)
    except Exception as e: print(bad, "->", type(e).__name__, e)
try: p.x = 5
except AttributeError as e: print("AttributeError")
class Q(namedtuple("Q", "w h")):
    __slots__ = ()
    @property
    def area(self): return self.w * self.h
    def __str__(self): return f"Q of {self.area}"
q = Q(2, 3); print(q, repr(q), q.area, q._replace(w=10).area, type(q._replace(w=1)).__name__)
import copy
print(copy.copy(p) == p, copy.deepcopy(P([1], 2)), p.__class__ is P, p._asdict()["y"], sorted([P(2, 1), P(1, 5)]), max(P(1, 2), P(1, 3)), p + (3,), p * 2, p.index(2), p.count(1))
E = namedtuple("E", ""); print(E(), E._fields)
