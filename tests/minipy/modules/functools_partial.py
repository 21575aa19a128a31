from functools import partial, partialmethod
p = partial(int, base=2)
print(p("101"), p.func is int, p.args, p.keywords, p("12", base=3), repr(partial(len, [1])))
q = partial(partial(lambda *a, **k: (a, k), 1, x=1), 2, y=2)
print(q(3, z=3), q.args, q.keywords, q.func.__name__)
p.attr = 5; print(p.attr, p.__dict__, callable(p), isinstance(p, partial))
for bad in ("partial()", "partial(5)", "partial(len)()", "partial(len, [])(1)"):
    try: eval(bad)
    except TypeError as e: print(bad, "->", e)
class C:
    def m(self, a, b=0): return type(self).__name__, a, b
    first = partialmethod(m, 1)
    kw = partialmethod(m, b=9)
    cm = partialmethod(classmethod(lambda cls, x: (cls.__name__, x)), "fixed")
    sm = partialmethod(staticmethod(lambda x, y: x + y), 10)
c = C()
print(c.first(), c.first(2), c.first(b=3), c.kw(5), c.cm(), C.cm(), c.sm(5))
class Sub(partial): pass
print(Sub(len, [1, 2])(), sorted([3, 1], key=partial(lambda s, x: s * x, -1)))
import copy
print(copy.copy(partial(len, [1]))(), copy.deepcopy(partial(len, [1, 2]))())
