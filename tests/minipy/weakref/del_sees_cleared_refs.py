# contract 8.2 [N!=Y], 8.6
import gc, sys, weakref
gc.disable()
log = []
class A:
    def __init__(self): self.me = self
    def __del__(self):
        log.append(("in del", outside(), method()))
        inner = weakref.ref(self)
        log.append(inner() is self)
        box.append(inner)
    def m(self): pass
box = []
a = A()
outside = weakref.ref(a, lambda r: log.append("callback"))
method = weakref.WeakMethod(a.m)
del a
gc.collect()
print(log, outside())
gc.collect()
print(box[0]())
class Err:
    def __init__(self): self.me = self
    def __del__(self): raise ValueError("in del")
sys.unraisablehook = lambda u: print("unraisable", u.exc_value)
e = Err(); del e
gc.collect()
i = Err(); i.__del__ = lambda: print("instance attribute: never")
del Err.__del__
del i
gc.collect()
print("end")
