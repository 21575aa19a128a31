# contract 1.14
import gc, weakref
gc.disable()
class V:
    def __init__(self, n): self.n, self.me = n, self
    def __eq__(self, o): return isinstance(o, V) and self.n == o.n
    def __hash__(self): return hash(self.n)
a, b, c = V(1), V(1), V(2)
ra, rb, rc = map(weakref.ref, (a, b, c))
print(ra == rb, ra != rb, ra == rc, ra != rc, ra == a, ra == 1, ra == None, ra != a, ra == ra)
for op in ("ra < rb", "ra <= rb", "ra > rb", "ra >= rb", "ra < 1"):
    try: eval(op)
    except TypeError as e: print(op, "->", str(e).replace("weakref.ReferenceType", "ref"))
del a
gc.collect()
print(ra == rb, rb == ra, ra != rb, ra == ra)
del b, c
gc.collect()
print(rb == rc, rb == rb, rb != rb, ra == rb)
class E:
    def __init__(self): self.me = self
    def __eq__(self, o): raise ValueError("eq")
    __hash__ = object.__hash__
e, f = E(), E()
try: weakref.ref(e) == weakref.ref(f)
except ValueError as x: print(x)
class O:
    def __init__(self): self.me = self
    def __eq__(self, o): return ["any object"]
    __hash__ = None
o, p = O(), O()
print(weakref.ref(o) == weakref.ref(p))
class Claims:
    def __eq__(self, o): return "claimed"
print(weakref.ref(o) == Claims(), Claims() == weakref.ref(o))
