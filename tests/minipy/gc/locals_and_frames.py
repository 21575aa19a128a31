# deleted locals, ended calls and closed generators hold nothing
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
def f():
    a = A(); r = weakref.ref(a)
    a = None
    gc.collect()
    return r()
print(f())
def g():
    a = A(); r = weakref.ref(a)
    def inner(): return r()
    del a
    gc.collect()
    return inner()
print(g())
def closure():
    a = A()
    return lambda: a
c = closure(); r = weakref.ref(c())
gc.collect(); print(r() is not None)
c = None
gc.collect(); print(r())
def gen():
    a = A(); yield weakref.ref(a); yield 1
it = gen(); r = next(it)
gc.collect(); print(r() is not None)
it.close()
gc.collect(); print(r())
def raising():
    a = A()
    try: raise ValueError
    except ValueError as e: return weakref.ref(a), e
r, e = raising()
e = None
gc.collect(); print(r())
def args(x): r = weakref.ref(x); del x; gc.collect(); return r
r = args(A()); gc.collect(); print(r())
x = y = A(); r = weakref.ref(x); x = None; gc.collect(); print(r() is not None); y = None; gc.collect(); print(r())
