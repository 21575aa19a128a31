# contract 9.3
import gc
gc.disable()
log = []
def cb(phase, info): log.append((phase, sorted(info), info["generation"]))
gc.callbacks.append(cb)
gc.collect()
gc.collect(0)
gc.callbacks.remove(cb)
gc.collect()
print(log)
class A: pass
a = A(); a.me = a; del a
counts = []
def count(phase, info):
    if phase == "stop": counts.append((info["collected"] >= 1, info["uncollectable"]))
gc.callbacks.append(count)
gc.collect()
gc.callbacks.clear()
print(counts, gc.callbacks)
