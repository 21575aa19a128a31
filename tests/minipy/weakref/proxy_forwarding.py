# contract 5.1, 5.2
import gc, weakref
gc.disable()
class A:
    def __init__(self, v): self.v, self.me = v, self
    def __add__(self, o): return ("add", o)
    def __radd__(self, o): return ("radd", o)
    def __iadd__(self, o): self.v += o; return self
    def __len__(self): return 3
    def __getitem__(self, i): return ("item", i)
    def __setitem__(self, i, v): self.set = (i, v)
    def __delitem__(self, i): self.deleted = i
    def __contains__(self, x): return x == "in"
    def __iter__(self): return iter("iter")
    def __eq__(self, o): return ("eq", o)
    def __lt__(self, o): return ("lt", o)
    def __bool__(self): return False
    def __str__(self): return "str of A"
    def __neg__(self): return "neg"
    def __int__(self): return 7
    def __index__(self): return 1
    def __enter__(self): return "entered"
    def __exit__(self, *a): self.exited = True
    __hash__ = None
    def m(self): return self
a = A(1)
p = weakref.proxy(a)
print(p.v, p + 1, 1 + p, len(p), p[5], "in" in p, list(p), p == 5, p < 5, bool(p), str(p), -p, int(p), [10, 20][p], p.m() is a)
p.new = 2; p[1] = 2; del p[3]; del p.new
print(a.set, a.deleted, hasattr(a, "new"), f"{p}", type(p).__name__)
q = p
q += 10
print(q is a, a.v, isinstance(p, A), type(p) is weakref.ProxyType, weakref.proxy(a) is p, p.__class__ is A)
def f(x): return x * 2
pf = weakref.proxy(f)
print(pf(4), type(pf) is weakref.CallableProxyType, weakref.ProxyTypes == (weakref.ProxyType, weakref.CallableProxyType), pf.__name__)
try: hash(p)
except TypeError: print("unhashable")
try: weakref.ref(p)
except TypeError: print("not weakly referenceable")
try: p()
except TypeError: print("not callable")
