class A:
    x = 1
    def m(self): return "m"
a = A()
print(getattr(a, "x"), getattr(a, "zz", None), getattr(a, "m")(), hasattr(a, "x"), hasattr(a, "zz"))
setattr(a, "y", 2); setattr(a, "not an identifier", 3)
print(a.y, getattr(a, "not an identifier"), sorted(vars(a)), a.__dict__)
delattr(a, "y")
print(hasattr(a, "y"), vars(A)["x"], "m" in vars(A), "x" in dir(a))
for bad in ("getattr(a, 'zz')", "delattr(a, 'zz')", "getattr(a, 5)", "setattr(a, 5, 1)", "setattr(5, 'x', 1)", "vars(5)", "delattr(5, 'real')", "getattr(a)", "setattr([], 'x', 1)"):
    try: print(eval(bad))
    except (AttributeError, TypeError) as e: print(bad, "->", type(e).__name__, e)
class P:
    @property
    def boom(self): raise ValueError("boom")
    @property
    def attr(self): raise AttributeError("hidden")
try: getattr(P(), "boom", "default")
except ValueError as e: print(e)
print(getattr(P(), "attr", "default"), hasattr(P(), "attr"))
try: hasattr(P(), "boom")
except ValueError as e: print(e)
def f(x, y=2): z = 3; return dict(vars()), dir()
print(f(1))
print(globals()["a"] is a, "A" in dir(), globals() is globals(), locals() is globals(), vars() is globals())
