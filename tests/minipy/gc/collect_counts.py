# contract 9.1
import gc
gc.disable()
gc.collect()
class A: pass
a = A(); a.me = a
del a
print(gc.collect() >= 1, [gc.collect(g) >= 0 for g in (0, 1, 2)], gc.collect(generation=0) >= 0)
for bad in (3, -1, 100):
    try: gc.collect(bad)
    except ValueError as e: print(e)
for bad in ("x", 1.5, None):
    try: gc.collect(bad); print("fine", bad)
    except TypeError as e: print("TypeError")
l = []; l.append(l); del l
print(gc.collect() >= 1)
x, y = A(), A(); x.y, y.x = y, x; del x, y
print(gc.collect() >= 2)
print(type(gc.collect()), gc.garbage)
