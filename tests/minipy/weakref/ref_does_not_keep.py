# contract 1.5, 1.2
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
a = A()
r = weakref.ref(a)
strong = r()
del a
gc.collect()
print(r() is strong, r() is not None)
del strong
gc.collect()
print(r())
def make():
    x = A()
    return weakref.ref(x), [weakref.ref(A()) for _ in range(3)]
r, rs = make()
gc.collect()
print(r(), [x() for x in rs])
class CB:
    def __init__(self): self.me = self
    def __call__(self, r): print("called")
cb = CB()
wcb = weakref.ref(cb)
a = A()
r = weakref.ref(a, cb)
del cb
gc.collect()
print(wcb() is not None)
del a
gc.collect()
r = None
gc.collect()
print(wcb())
