class Event:
    def __init__(self): self.handlers = []
    def __iadd__(self, h): self.handlers.append(h); return self
    def __isub__(self, h): self.handlers.remove(h); return self
    def __call__(self, *a): return [h(*a) for h in self.handlers]
class Button:
    def __init__(self): self.clicked = Event()
class Log:
    def __init__(self): self.seen = []
    def on(self, x): self.seen.append(x); return len(self.seen)
b, log = Button(), Log()
b.clicked += log.on; b.clicked += lambda x: x * 2
print(b.clicked(5), log.seen); b.clicked -= log.on; print(b.clicked(7), log.seen)
class Expr:
    def __add__(self, o): return Bin("+", self, wrap(o))
    def __radd__(self, o): return Bin("+", wrap(o), self)
    def __mul__(self, o): return Bin("*", self, wrap(o))
    __rmul__ = lambda self, o: Bin("*", wrap(o), self)
class Num(Expr):
    def __init__(self, v): self.v = v
class Var(Expr):
    def __init__(self, n): self.n = n
class Bin(Expr):
    def __init__(self, op, l, r): self.op, self.l, self.r = op, l, r
wrap = lambda x: x if isinstance(x, Expr) else Num(x)
class Visitor:
    def visit(self, e): return getattr(self, "visit_" + type(e).__name__.lower())(e)
class Show(Visitor):
    def visit_num(self, e): return str(e.v)
    def visit_var(self, e): return e.n
    def visit_bin(self, e): return f"({self.visit(e.l)} {e.op} {self.visit(e.r)})"
class Eval(Visitor):
    def __init__(self, **env): self.env = env
    def visit_num(self, e): return e.v
    def visit_var(self, e): return self.env[e.n]
    def visit_bin(self, e): return {"+": int.__add__, "*": int.__mul__}[e.op](self.visit(e.l), self.visit(e.r))
e = 2 * (Var("x") + 3) + Var("y") * Var("x")
print(Show().visit(e), Eval(x=4, y=5).visit(e))
try: Show().visit(5)
except AttributeError as err: print(err)
