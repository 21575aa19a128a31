# contract 0.1, 0.2: with automatic collection off, an object in a cycle dies in gc.collect(), and not before
import gc, weakref
gc.disable()
log = []


class A:
    def __init__(self): self.me = self
    def __del__(self): log.append("del")


def made(n):
    kept = []
    for _ in range(n):
        a = A()
        kept.append(weakref.ref(a, lambda r: log.append("callback")))
    return kept


refs = made(3)
print(log, [r() is not None for r in refs])
for i in range(1000): [i] * 10; {"a": i}; "x" * i
print(log, [r() is not None for r in refs], [type(r()).__name__ for r in refs])
gc.collect()
print(log, [r() for r in refs])
log.clear()
table, members = weakref.WeakValueDictionary(), weakref.WeakSet()
a = A()
table["k"] = a; members.add(a); f = weakref.finalize(a, log.append, "finalize")
del a
print(len(table), "k" in table, len(members), f.alive, log)
gc.collect()
print(len(table), "k" in table, len(members), f.alive, log)
log.clear()
r = made(1)[0]
alive = r()
gc.collect()
print(r() is alive, log)
alive = None
gc.collect()
print(r(), log)
