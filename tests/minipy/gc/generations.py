# contract 9.1, 9.8: generations are accepted; thresholds and counts have the shape that programs expect
import gc, weakref
gc.disable()


class A: pass


for generation in (0, 1, 2):
    a = A(); a.me = a; r = weakref.ref(a); del a
    n = gc.collect(generation)
    print(generation, type(n).__name__, n >= 0)
    gc.collect()
    print(r())
for bad in ("gc.collect(3)", "gc.collect(-1)", "gc.collect('x')", "gc.collect(1, 2)", "gc.collect(generation=5)", "gc.collect(None)", "gc.collect(1.0)"):
    try: eval(bad); print(bad, "done")
    except (ValueError, TypeError) as e: print(bad, "->", type(e).__name__, e)
print(type(gc.collect(generation=1)).__name__, type(gc.collect(True)).__name__)
old = gc.get_threshold()
print(len(old), all(type(x) is int for x in old))
gc.set_threshold(500, 5, 6)
print(gc.get_threshold())
gc.set_threshold(100)
print(gc.get_threshold())
gc.set_threshold(*old)
print(gc.get_threshold() == old, len(gc.get_count()), len(gc.get_stats()), sorted(gc.get_stats()[0]))
print(gc.isenabled(), gc.enable(), gc.isenabled(), gc.disable(), gc.isenabled(), gc.get_debug(), gc.garbage)
