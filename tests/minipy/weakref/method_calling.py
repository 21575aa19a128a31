# contract 2.3, 2.4, 2.5, 2.14
import gc, weakref
gc.disable()
class Base:
    def __init__(self): self.me = self
    def m(self, x=0): return ("Base.m", x)
    @classmethod
    def c(cls): return cls.__name__
    def __call__(self): return "special"
class A(Base):
    def m(self, x=0): return ("A.m", x)
    def sup(self): return super().m
a = A()
w = weakref.WeakMethod(a.m)
print(w() is w(), w() == w(), hash(w()) == hash(w()), w().__self__ is a, w().__func__ is A.m, w()(5), isinstance(w, weakref.ref), type(w()).__name__)
print(weakref.getweakrefcount(a), weakref.WeakMethod(a.c)()(), weakref.WeakMethod(A.c)()(), weakref.WeakMethod(a.sup())()(1), weakref.WeakMethod(a.__call__)()())
p = weakref.proxy(a)
print(weakref.WeakMethod(p.m)().__self__ is a)
strong = w()
del a, p
gc.collect()
print(strong() , w() is not None)
del strong
gc.collect()
print(w())
m = A().m
w2 = weakref.WeakMethod(m)
print(w2()())
del m
gc.collect()
print(w2())
