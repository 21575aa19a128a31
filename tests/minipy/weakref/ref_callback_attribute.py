# contract 1.16
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
a = A()
def cb(r): pass
print(weakref.ref(a).__callback__, weakref.ref(a, None).__callback__, weakref.ref(a, cb).__callback__ is cb)
r = weakref.ref(a, cb)
for bad in ("r.__callback__ = None", "del r.__callback__", "r.new = 1", "r.__class__ = int"):
    try: exec(bad); print(bad, "fine")
    except (AttributeError, TypeError) as e: print(bad, "->", type(e).__name__)
print(r.__callback__ is cb, type(r).__name__, type(r) is weakref.ref, weakref.ReferenceType is weakref.ref)
