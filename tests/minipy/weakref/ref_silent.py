# contract 1.10, 1.12: a reference that dies with what it watches is silent; B owned by A is dead in A's callback
import gc
import weakref

gc.disable()


class C:
    pass


log = []
c = C()
c.me = c
c.ref = weakref.ref(c, lambda r: log.append("own"))
del c
gc.collect()
print(log)

a, b = C(), C()
a.other, b.other = b, a
a.watch = weakref.ref(b, lambda r: log.append("b"))
b.watch = weakref.ref(a, lambda r: log.append("a"))
del a, b
gc.collect()
print(log)

a, b = C(), C()
a.me, a.b, b.me = a, b, b
rb = weakref.ref(b)
ra = weakref.ref(a, lambda r: log.append(rb()))
del a, b
gc.collect()
print(log)
