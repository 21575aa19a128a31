# contract 1.8
import gc, sys, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
log = []
sys.unraisablehook = lambda u: log.append(f"unraisable {type(u.exc_value).__name__}: {u.exc_value}")
a = A()
def bad(r): raise ValueError("bad")
refs = [weakref.ref(a, lambda r: log.append("first")), weakref.ref(a, bad), weakref.ref(a, lambda r: log.append("third")), weakref.ref(a, 5), weakref.ref(a, "text")]
del a
gc.collect()
print(log)
log.clear()
a = A()
r = weakref.ref(a, bad)
try:
    try: raise KeyError("in flight")
    finally:
        del a
        gc.collect()
except KeyError as e: print("preserved", e, e.__context__, log)
a = A()
r = weakref.ref(a, lambda: None)
del a
gc.collect()
print(len(log), r())
