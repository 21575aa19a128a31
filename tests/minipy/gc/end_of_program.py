"""What is alive at the end of a program is finalized: objects of globals, in the order of creation, and suspended
generators. Finalizers see their module as it was; weakref.finalize comes first."""
import weakref

COUNT = 5


def helper():
    return COUNT


class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, helper(), ref() is None)


def suspended(name):
    try:
        yield
    finally:
        print("finally", name, COUNT)


b = A("b")
a = A("a")
_private = A("private")
cycle = A("in a cycle")
cycle.me = cycle
ref = weakref.ref(a, lambda _: print("not called: the reference dies as well"))


generator = suspended("one")
next(generator)
finished = suspended("two")
list(finished)
weakref.finalize(a, print, "finalize a")
weakref.finalize(b, print, "finalize b")


def failing():
    raise ValueError("and the program fails")


print("end")
