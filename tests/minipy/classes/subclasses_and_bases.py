# contract 4.13: classes are objects that can go
import gc
gc.disable()
class Base: pass
def names(): return sorted(c.__name__ for c in Base.__subclasses__())
class A(Base): pass
class B(A): pass
print(names(), [c.__name__ for c in A.__subclasses__()])
B = type("C", (Base,), {})
gc.collect()
gc.collect()
print(names(), A.__subclasses__())
b = B()
del B
gc.collect()
print(names())
del b
gc.collect()
gc.collect()
print(names(), len(Base.__subclasses__()))
for i in range(50):
    type(f"T{i}", (Base,), {"i": i})
gc.collect()
gc.collect()
print(names(), object in Base.__mro__, int.__subclasses__() is not int.__subclasses__(), bool in int.__subclasses__())
