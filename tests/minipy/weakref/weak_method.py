# contract 2.1, 2.4, 2.5, 2.6, 2.8
import gc
import weakref

gc.disable()


class C:
    def m(self):
        return "m"

    def other(self):
        pass


c = C()
c.me = c
w = weakref.WeakMethod(c.m)
print(w() == c.m, w() is w(), hash(w()) == hash(c.m), w().__self__ is c, w().__func__ is C.m, w()())
log = []
told = weakref.WeakMethod(c.m, lambda r: log.append((r is told, r())))
del c
gc.collect()
print(w(), log)
gc.collect()
print(len(log))
for bad in [C.m, len, [].append, C, C(), None, 3, staticmethod(len)]:
    try:
        weakref.WeakMethod(bad)
        print("made", bad)
    except TypeError:
        print("TypeError")
for arguments in [(), (1, 2, 3)]:
    try:
        weakref.WeakMethod(*arguments)
    except TypeError:
        print("TypeError for", len(arguments))


class D:
    def m(self):
        return 1


d = D()
w = weakref.WeakMethod(d.m, lambda r: log.append("function gone"))
del D.m
gc.collect()
print(w(), d is not None, log[-1])
