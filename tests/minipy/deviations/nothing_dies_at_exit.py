# contract 7.5, 8: what is alive at the end of a program is not finalized; finalize() is for that.
import weakref


class A:
    def __del__(self): print("never printed")


def suspended():
    try: yield
    finally: print("never printed")


a = A()
g = suspended()
next(g)
weakref.finalize(a, print, "printed at exit")
print("end")
