# contract 3
class A:
    def m(self, x=0): return self, x
    def __eq__(self, o): return True
    __hash__ = None


class H:
    def m(self): "doc"; return 1
    n = m


a, b, h = A(), A(), H()
print(a.m is a.m, a.m == a.m, a.m == b.m, a.m != b.m, hash(a.m) == hash(a.m), a.m.__self__ is a, a.m.__func__ is A.m)
print(h.m.__name__, h.m.__doc__, h.m == h.n, h.m.__func__ is H.__dict__["m"], type(h.m).__name__, callable(h.m), h.m())
stored = h.m
print(stored is stored, stored(), {h.m: 1}[h.m], h.m in [H().m], h.m in [h.m])
for bad in ("a.m < a.m", "h.m.attr = 1", "h.m.nope", "H.m()", "h.m(1)", "type(h.m)()", "type(h.m)(5, h)", "type(h.m)(H.m, None)", "type(h.m)(H.m)"):
    try:
        exec(bad)
        print(bad, "fine")
    except (TypeError, AttributeError) as e:
        print(bad, "->", type(e).__name__, e)
H.m.custom = "read through"
print(h.m.custom, type(h.m)(len, "abc")(), type(h.m)(lambda s, x: (s, x), 1)(2))


class K:
    f = h.m
    g = lambda self: "bound"
    builtin = len


k = K()
print(k.f(), k.f.__self__ is h, k.g(), k.builtin("ab"))
k.inst = lambda *args: args
print(k.inst(), K.g is K.g, K.g(5))
m = a.m
del a
print(m()[1], type(m()[0]).__name__)
