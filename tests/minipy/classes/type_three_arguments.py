# contract 4: type(name, bases, dict)
def init(self, x): self.x = x


P = type("P", (), {"__init__": init, "double": lambda self: self.x * 2, "attr": 5, "__doc__": "made"})
p = P(4)
print(p.double(), P.attr, P.__name__, P.__doc__, P.__bases__, type(P), P.__module__)
Q = type("Q", (P,), {"double": lambda self: "Q" + str(P.double(self))})
print(Q(1).double(), issubclass(Q, P), Q.__mro__ == (Q, P, object))
d = {"a": 1}
R = type("R", (), d)
d["a"] = 2
print(R.a, type(5), type("a") is str, type(type), type(p) is P, type(None), type(print).__name__, type(lambda: 0).__name__, type([].append).__name__)
for bad in ("type()", "type(1, 2)", "type('X', 5, {})", "type('X', (), 5)", "type(5, (), {})", "type('X', (5,), {})", "type('X', (int, str), {})", "type('X', (), {}, k=1)", "type('a\\0b', (), {})"):
    try:
        print(eval(bad))
    except (TypeError, ValueError) as e:
        print(bad, "->", type(e).__name__, e)
class M(type):
    def __new__(m, *a): return "not a class"
print(M("x", (), {}), isinstance(P, type), callable(P), type.__mro__)
