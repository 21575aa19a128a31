# contract 4.6
class A:
    def f(self): return ["A"]
    @classmethod
    def c(cls): return ["A", cls.__name__]
    @staticmethod
    def s(): return "static A"
    x = "A.x"
class B(A):
    def f(self): return ["B"] + super().f()
    @classmethod
    def c(cls): return ["B"] + super().c()
class C(A):
    def f(self): return ["C"] + super().f()
    @classmethod
    def c(cls): return ["C"] + super().c()
class D(B, C):
    def f(self): return ["D"] + super().f()
    @classmethod
    def c(cls): return ["D"] + super().c()
    def explicit(self): return super(B, self).f(), super(D, D).s(), super().x
print(D().f(), D.c(), D().c(), D().explicit(), B().f())
for bad in ("super(A, 5)", "super(D, A())", "super(5, D())", "super(B, D()).nope", "super()"):
    try:
        print(eval(bad))
    except (TypeError, AttributeError, RuntimeError) as e:
        print(bad, "->", type(e).__name__, e)
class E(D):
    def f(self):
        def inner(self): return super(E, self).f()
        return [g() for g in [lambda: super(E, self).f()]][0] == inner(self)
    def set(self):
        super().__setattr__("y", 5)
        return self.y
    def __init__(self):
        s = super()
        s.__init__()
        self.again = s.f()
e = E()
print(e.f(), e.set(), e.again)
class F:
    def m(self): return __class__.__name__
    def n(self):
        super = lambda: "shadowed"
        return super()
class G(F): pass
print(G().m(), G().n(), super(D, D()).__thisclass__.__name__, super(D, D()).__self_class__.__name__)
class H(dict):
    def __getitem__(self, k): return "H" + str(super().__getitem__(k))
    def __len__(self): return super().__len__() + 100
print(H(a=1)["a"], len(H(a=1)))
