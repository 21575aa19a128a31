# contract 9.7
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
gc.collect()
a = A(); r = weakref.ref(a)
print(gc.get_freeze_count())
gc.freeze()
print(gc.get_freeze_count() > 0)
del a
gc.collect()
print(r() is not None)
gc.unfreeze()
print(gc.get_freeze_count())
gc.collect()
print(r())
