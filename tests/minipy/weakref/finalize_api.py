# contract 7.1, 7.2, 7.4
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
log = []
def f(*a, **k): log.append((a, k)); return "result"
a = A()
z = weakref.finalize(a, f, 1, x=2)
print(z.alive, z.peek()[0] is a, z.peek()[1] is f, z.peek()[2:], z(), z.alive, z(), z.peek(), z.detach(), log)
z = weakref.finalize(a, f)
d = z.detach()
print(d[0] is a, d[1:] == (f, (), {}), z.alive, z(), log)
for bad in ("weakref.finalize()", "weakref.finalize(a)", "weakref.finalize(5, f)", "weakref.finalize([], f)"):
    try: eval(bad); print(bad, "fine")
    except TypeError: print(bad, "TypeError")
def boom(): raise ValueError("boom")
z = weakref.finalize(a, boom)
try: z()
except ValueError as e: print(e, z.alive, z())
z = weakref.finalize(a, f, "dropped handle")
del z
gc.collect()
print(log)
del a, d
gc.collect()
print(log[-1])
x = A()
z = weakref.finalize(x, log.append, x)
r = weakref.ref(x)
del x
gc.collect()
print(z.alive, r() is not None)
z.detach()
gc.collect()
print(z.alive, r())
