class A:
    """Doc of A."""
    shared = []
    count = 0

    def __init__(self, x, y=2):
        self.x = x
        self.y = y
        A.count += 1

    def sum(self):
        return self.x + self.y

    def __repr__(self):
        return f"A({self.x}, {self.y})"


a, b = A(1), A(5, y=6)
print(a, b, a.sum(), A.sum(b), A.count, a.shared is b.shared, A.__name__, A.__doc__, A.__module__, A.__qualname__, A.__bases__)
a.count = 10
print(a.count, b.count, A.count, a.__dict__, "sum" in A.__dict__, type(a) is A, isinstance(a, A), a.__class__)
A.new = lambda self: "new method"
print(a.new(), b.new(), hasattr(a, "new"), getattr(a, "zz", "default"))
for bad in ("A()", "A(1, 2, 3)", "A(z=1)", "a.nope", "A.nope", "a()", "a.sum(1)", "A.sum()", "A.sum(5)", "a + a", "a < a", "len(a)", "a[0]", "iter(a)", "object().x", "int(a)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
setattr(a, "dyn", 1)
delattr(a, "dyn")
print(hasattr(a, "dyn"), sorted(vars(a)), a.__dict__ == vars(a))
a.__dict__["direct"] = 5
print(a.direct)
class B: pass
o = B()
o.f = lambda: "no self"
print(o.f(), B.__mro__, B().__init__ is not None, issubclass(B, object), B.__base__)
class C(A): pass
print(C(9), C.__mro__[1] is A, C.__name__, repr(C), C(1).sum(), C.count == A.count)
