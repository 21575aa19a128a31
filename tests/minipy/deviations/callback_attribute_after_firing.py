# contract 1.16: None once it has fired, and let go; CPython keeps it where it fired in a collection of cycles
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
def cb(r): print("fired", r.__callback__)
a = A()
r = weakref.ref(a, cb)
print(r.__callback__ is cb)
del a
gc.collect()
print(r.__callback__)
