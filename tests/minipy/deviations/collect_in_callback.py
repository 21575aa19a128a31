# contract 0.7: a collection inside of a callback is a whole one; CPython's does nothing while another one is under way
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
def probe(r):
    x = A(); w = weakref.ref(x); del x
    gc.collect()
    print("inside", w())
a = A()
r = weakref.ref(a, probe)
del a
gc.collect()
