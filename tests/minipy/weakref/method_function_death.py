# contract 2.6, 2.7
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
    def m(self): return "m"
    def n(self): return "n"
def cyclic(f):
    f.me = f
    return f
cyclic(A.m); cyclic(A.n)
log = []
a = A()
w = weakref.WeakMethod(a.m, lambda r: log.append(("dead", r())))
wn = weakref.WeakMethod(a.n)
del A.m
gc.collect()
print(w(), log, a is not None, wn()())
A.m = cyclic(lambda self: "restored")
print(w(), a.m())
old = A.n
A.n = lambda self: "new n"
gc.collect()
print(wn()(), a.n())
a.n = lambda: "instance n"
print(wn()(), a.n())
class B(A):
    def n(self): return "B.n"
del a.n
a.__class__ = B
print(wn()(), a.n())
del old
gc.collect()
print(wn())
def wrapper(f): return cyclic(lambda self: f(self))
class C:
    def __init__(self): self.me = self
    @property
    def fresh(self): return cyclic(lambda s: "fresh").__get__(self)
c = C()
wf = weakref.WeakMethod(c.fresh)
gc.collect()
print(wf())
