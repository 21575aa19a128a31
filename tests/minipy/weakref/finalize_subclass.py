# A class derived from finalize: instances with attributes, which can be weakly referenced (contract 7).
import gc
import weakref

log = []


class Thing:
    pass


class Named(weakref.finalize):
    kind = "named"

    def describe(self):
        return self.kind + " " + self.name


class Silent(weakref.finalize):
    __slots__ = ("why",)

    def __call__(self, _=None):
        log.append("silent")
        return super().__call__()


thing = Thing()
first = Named(thing, log.append, "first")
first.name = "n1"
print(isinstance(first, weakref.finalize), type(first) is Named, first.describe(), first.alive, first.atexit)
print(first.peek()[0] is thing, first.peek()[2:], "Named" in repr(type(first)))
reference = weakref.ref(first)
callback = first.peek()[1]
print(first() is None, log, first.alive, first.peek(), first())

# The registry keeps it, its attributes with it.
second = Named(thing, log.append, "second")
second.name = "n2"
reference = weakref.ref(second)
del second
gc.collect()
print(reference().describe())
del thing
gc.collect()
gc.collect()
print(log, reference() is None)

# __call__ of the class.
thing = Thing()
silent = Silent(thing, log.append, "third")
silent.why = "because"
silent()
print(log, silent.why, silent.alive)

for bad in (lambda: Named(), lambda: Named(Thing()), lambda: Named(1, print)):
    try:
        bad()
    except TypeError as error:
        print("TypeError")

# An error names the finalizer.
import sys

seen = []
sys.unraisablehook = lambda args: seen.append((args.exc_type, args.object is None))


def fail():
    raise ValueError("no")


thing = Thing()
third = Named(thing, fail)
third.name = "n3"
del thing
gc.collect()
print(seen, third.alive)
