# contract 7.1 to 7.4, 7.6
import gc
import weakref

gc.disable()


class C:
    pass


def call(*args, **kw):
    print("called", args, kw)
    return "result"


c = C()
c.me = c
f = weakref.finalize(c, call, 1, k=2)
print(f.alive, f.atexit, f.peek()[0] is c, f.peek()[1] is call, f.peek()[2:])
print(f(), f(), f.alive, f.peek(), f.detach())
f = weakref.finalize(c, call, "detached")
print(f.detach()[2], f.alive)
weakref.finalize(c, call, "first")
weakref.finalize(c, call, "second")
c.fin = weakref.finalize(c, call, "held by its object")
r = weakref.ref(c, lambda r: print("reference told"))
del c
gc.collect()
for bad in [(), (C(),), (1, call)]:
    try:
        weakref.finalize(*bad)
    except TypeError as e:
        print("TypeError")
x = C()


def fails():
    raise ValueError("mine")


g = weakref.finalize(x, fails)
try:
    g()
except ValueError as e:
    print(e, g.alive)
