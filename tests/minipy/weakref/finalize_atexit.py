# contract 7.5
import weakref
class A: pass
keep = [A() for _ in range(5)]
def say(x): print("exit", x)
for i, a in enumerate(keep):
    z = weakref.finalize(a, say, i)
    if i == 1: z.atexit = False
    print(i, z.atexit, z.alive)
print(weakref.finalize(keep[0], say, "x").atexit)
d = weakref.finalize(keep[0], say, "detached"); d.detach(); print(d.atexit)
d.atexit = True
print(d.atexit)
def more():
    print("exit more")
    weakref.finalize(keep[2], say, "made at exit")
weakref.finalize(keep[3], more)
weakref.finalize(keep[4], say, "called already")()
print("end of script")
