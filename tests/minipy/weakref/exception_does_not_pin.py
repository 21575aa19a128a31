# contract 2.16: an error raised by the called method does not keep the receiver
import gc
import weakref

gc.disable()


class C:
    def m(self):
        local = self
        raise ValueError("from m")


c = C()
c.me = c
w = weakref.WeakMethod(c.m)
try:
    w()()
except ValueError as e:
    print(e)
del c
gc.collect()
print(w())
