# contract 9.2
import gc, weakref
print(gc.isenabled())
gc.disable()
print(gc.isenabled())
class A: pass
refs = []
for i in range(2000):
    a = A(); a.me = a; a.i = i
    refs.append(weakref.ref(a))
del a
print(all(r() is not None for r in refs), sum(r().i for r in refs))
gc.collect()
print(any(r() for r in refs))
gc.enable()
print(gc.isenabled())
gc.enable(); gc.disable(); gc.disable(); print(gc.isenabled())
print(gc.get_threshold() is not None, len(gc.get_count()) == 3, gc.get_debug())
gc.set_threshold(700, 10, 10)
print(gc.get_threshold())
