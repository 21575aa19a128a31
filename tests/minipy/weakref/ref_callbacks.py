# contract 1.6, 1.7, 1.9, 1.13: once, newest first, after all references are cleared
import gc
import weakref

gc.disable()


class C:
    pass


log = []
c = C()
c.me = c
refs = []
for i in range(6):
    refs.append(weakref.ref(c, lambda r, i=i: log.append((i, r() is None, all(x() is None for x in refs)))))
del refs[2]
gc.collect()
del c
gc.collect()
print(log)
gc.collect()
print(len(log), [r.__callback__ is None or True for r in refs])

log.clear()
a, b = C(), C()
a.me, b.me = a, b
ra = weakref.ref(a, lambda r: (log.append("a"), again(b)))


def again(target):
    global kept
    kept = weakref.ref(target, lambda r: log.append("b"))
    gc.collect()


del a
gc.collect()
print(log)
del b
gc.collect()
print(log)
