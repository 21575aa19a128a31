# contract 8.1 to 8.6
import gc
import weakref

gc.disable()
saved = []
log = []


class C:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        log.append(("del", self.name))
        saved.append(self)


c = C("a")
r = weakref.ref(c, lambda r: log.append(("callback", r())))
del c
gc.collect()
print(log, r(), saved[0].name)
log.clear()
again = weakref.ref(saved[0], lambda r: log.append("second death"))
saved.clear()
gc.collect()
print(log, again())


class Ring:
    def __init__(self):
        self.alive = True

    def __del__(self):
        log.append(self.next.alive)


log.clear()
ring = [Ring() for i in range(20)]
for i in range(20):
    ring[i].next = ring[(i + 1) % 20]
del ring
gc.collect()
print(len(log), all(log))


class OnInstance:
    pass


o = OnInstance()
o.me = o
o.__del__ = lambda: print("never")
del o
gc.collect()


class Removed:
    def __del__(self):
        print("never")


x = Removed()
x.me = x
del Removed.__del__
del x
gc.collect()
print(gc.garbage)
