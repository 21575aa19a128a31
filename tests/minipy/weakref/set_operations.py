# contract 6.15
import gc, weakref
gc.disable()
class E:
    def __init__(self, n): self.n, self.me = n, self
    def __eq__(self, o): return isinstance(o, E) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def __repr__(self): return f"E{self.n}"
es = [E(i) for i in range(6)]
a, b = weakref.WeakSet(es[:4]), weakref.WeakSet(es[2:])
def show(s): return sorted(e.n for e in s)
print(show(a | b), show(a & b), show(a - b), show(a ^ b), show(a.union(es[4:])), show(a.intersection([es[1], es[5]])), show(a.difference(es[:1])), show(a.symmetric_difference([es[0], es[5]])))
print(a == weakref.WeakSet(es[:4]), a == set(es[:4]), a != b, a <= a, a < a, weakref.WeakSet(es[:1]) < a, a > weakref.WeakSet(), a >= b, a.issubset(es), a.issuperset(es[:2]), a.isdisjoint(es[4:]), len(a), E(1) in a, E(9) in a)
class Sub(weakref.WeakSet): pass
s = Sub(es)
print(type(s | a).__name__, type(s.copy()).__name__, type(s - a).__name__)
i = id(a)
a |= b; print(show(a), id(a) == i)
a &= es[1:5]; print(show(a))
a -= [es[1]]; a ^= [es[2], es[0]]; print(show(a))
a ^= a; print(show(a)); a |= b; a -= a; print(show(a)); b |= b; print(show(b))
a.add(es[0]); a.add(E(0)); a.discard(es[3]); a.update(es[:2]); a.remove(es[1]); print(show(a), len(a))
for bad in ("a.remove(es[5])", "weakref.WeakSet().pop()", "a.add(5)", "hash(a)", "a.remove(5)", "weakref.WeakSet([1])", "weakref.WeakSet(5)", "a < 5", "a.add()", "weakref.WeakSet(1, 2)"):
    try: eval(bad); print(bad, "fine")
    except (KeyError, TypeError) as e: print(bad, "->", type(e).__name__)
print(5 in a, a.pop() is es[0], len(a), weakref.ref(a)() is a)
e = None
es.clear(); gc.collect()
print(len(b), list(b), show(s), bool(b))
