import gc, sys, weakref
gc.disable()
seen = []
sys.unraisablehook = lambda u: seen.append(type(u.exc_value).__name__)
class D:
    def __init__(self): self.me = self
    def __del__(self):
        def f(): f()
        f()
d = D(); del d
gc.collect()
print(seen)
class W:
    def __init__(self): self.me = self
def cb(r):
    def f(): f()
    f()
w = W(); r = weakref.ref(w, cb); del w
gc.collect()
print(seen, r())
def deep(n):
    if n == 0: gc.collect(); return 0
    return 1 + deep(n - 1)
print(deep(200))
