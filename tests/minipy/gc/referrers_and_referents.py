# contract 9.5
import gc, weakref
gc.disable()
class A: pass
a, b = A(), A()
l = [a]
d = {"k": a}
t = (a, l)
b.attr = a
referrers = gc.get_referrers(a)
def among(x, xs): return any(y is x for y in xs)
print(among(l, referrers), among(d, referrers), among(t, referrers), among(b, referrers) or among(b.__dict__, referrers), among(A, referrers))
print(among(a, gc.get_referents(l)), among(a, gc.get_referents(t)), among(l, gc.get_referents(t)), among(a, gc.get_referents(d)), among(a, gc.get_referents(5)), gc.get_referents(), gc.get_referents(5, "a"))
r = weakref.ref(a)
print(among(a, gc.get_referents(r)), among(r, gc.get_referrers(a)))
print(among(A, gc.get_referents(a)), among(l, gc.get_objects()), among(a, gc.get_objects()), among(5, gc.get_objects()), len(gc.get_objects()) > 100)
