# contract 7.5, 8: what is alive at the end of a program is finalized in one collection, in the order of creation.
import weakref


class A:
    def __init__(self, name): self.name = name

    def __del__(self):
        global again
        print("del", self.name)
        # What finalizers make is not finalized.
        again = A("another")


def suspended():
    try: yield
    finally: print("finally")


listed = [A("in a list")]
g = suspended()
next(g)
b = A("b")
# References that die as well are not told.
r = weakref.ref(b, print)
weakref.finalize(b, print, "printed first")
print("end")
