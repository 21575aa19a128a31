# what fails where nobody can catch it goes to standard error; the program goes on
import gc, sys, weakref
gc.disable()
def hook(u): print("unraisable:", type(u.exc_value).__name__, u.exc_value, u.object is not None)
sys.unraisablehook = hook
class D:
    def __init__(self): self.me = self
    def __del__(self): raise ValueError("in del")
d = D(); del d
gc.collect()
class W:
    def __init__(self): self.me = self
def bad(r): raise KeyError("in callback")
w = W(); r = weakref.ref(w, bad); del w
gc.collect()
w = W(); weakref.finalize(w, lambda: 1 / 0); del w
try:
    gc.collect()
except ZeroDivisionError:
    print("never")
w = W(); r = weakref.ref(w, 5); del w
gc.collect()
print("went on", sys.unraisablehook is hook, callable(sys.__unraisablehook__))
