# contract 1.8: an error in a callback goes to sys.unraisablehook, the others run
import gc
import sys
import weakref

gc.disable()


class C:
    pass


def hook(info):
    print("unraisable", type(info.exc_value).__name__, info.exc_value)


sys.unraisablehook = hook
c = C()
c.me = c


def fails(r):
    raise ValueError("in the callback")


a = weakref.ref(c, lambda r: print("first made, last told"))
b = weakref.ref(c, fails)
d = weakref.ref(c, lambda r: print("told first"))
n = weakref.ref(c, 5)
try:
    try:
        raise KeyError("in flight")
    finally:
        del c
        gc.collect()
except KeyError as e:
    print("still", e)
