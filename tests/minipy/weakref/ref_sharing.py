# contract 1.4
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
class R(weakref.ref): pass
a = A()
r = weakref.ref(a)
print(weakref.ref(a) is r, weakref.ref(a, None) is r, weakref.ref(a, print) is r, weakref.ref(a, print) is weakref.ref(a, print), R(a) is R(a), R(a) is r)
print(weakref.proxy(a) is weakref.proxy(a), weakref.proxy(a, print) is weakref.proxy(a, print))
i = id(r)
keep = [r]
del r
print(weakref.ref(a) is keep[0])
keep.clear()
gc.collect()
print(weakref.getweakrefcount(a) <= 1, weakref.ref(a)() is a)
b = A()
print(weakref.ref(a) is weakref.ref(b))
s = weakref.ref(b)
del b
gc.collect()
c = A()
print(weakref.ref(c) is s, s(), weakref.ref(c)() is c)
