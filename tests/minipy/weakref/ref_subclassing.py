# contract 1.17
import gc, weakref
gc.disable()
class A:
    def __init__(self, n=0): self.n, self.me = n, self
class Named(weakref.ref):
    __slots__ = ("name", "__weakref__")
    def __new__(cls, ob, callback=None, name=None): return super().__new__(cls, ob, callback)
    def __init__(self, ob, callback=None, name=None):
        super().__init__(ob, callback)
        self.name = name
    def __call__(self):
        o = super().__call__()
        return None if o is None else (self.name, o.n)
log = []
a = A(5)
r = Named(a, lambda r: log.append((type(r).__name__, r.name, r())), "x")
print(r(), r.name, isinstance(r, weakref.ref), weakref.getweakrefcount(a), weakref.getweakrefs(a) == [r], weakref.ref(r)() is r)
try: r.other = 1
except AttributeError: print("slots only")
class Dicty(weakref.ref): pass
d = Dicty(a)
d.anything = 1
print(d.__dict__, d() is a, Dicty(a) is Dicty(a), d == weakref.ref(a))
class Eq(weakref.ref):
    def __eq__(self, o): return "Eq"
    def __hash__(self): return 99
print(Eq(a) == 1, hash(Eq(a)))
del a
gc.collect()
print(log, d(), r())
class Init(weakref.ref):
    def __init__(self, ob, cb=None, *, extra): 
        super().__init__(ob, cb)
        self.extra = extra
b = A()
try: print(Init(b, extra=3).extra)
except TypeError as e: print("TypeError")
