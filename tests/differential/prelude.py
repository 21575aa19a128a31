# What every generated program begins with. Deaths are looked at after settle() alone, and what it prints is sorted by the
# object that it is about, so that neither the moment of death nor the order of several deaths shows.
import gc
import sys
import weakref

gc.disable()
LOG = []
REVIVED = []


def log(about, text):
    LOG.append((about, text))


def settle():
    while True:
        before = len(LOG)
        gc.collect()
        if len(LOG) == before:
            break
    entries = LOG[:]
    LOG.clear()
    for about in sorted({about for about, _ in entries}):
        print("  ", about, *[text for name, text in entries if name == about], sep=" ")


def unraisable(report):
    log(f"unraisable {type(report.exc_value).__name__} {report.exc_value}", "reported")


sys.unraisablehook = unraisable


def failed(error):
    # What a map says of a missing key of its own is its own affair: a reference in one, the object in another.
    of_object = isinstance(error, KeyError) and error.args and not isinstance(error.args[0], (int, str))
    print("   !", type(error).__name__, "of an object" if of_object else error)
    error.__traceback__ = None


def run(case):
    print(case.__name__)
    try:
        case()
    except Exception as error:
        failed(error)
    REVIVED.clear()
    settle()


def name_of(value):
    return value.name if isinstance(value, Thing) else repr(value)


def state_of(reference):
    """What a weak reference of any kind tells of itself."""
    if reference is None:
        return "no reference"
    if isinstance(reference, weakref.ProxyTypes):
        try:
            return "proxy of " + reference.name
        except ReferenceError as error:
            return "proxy: " + str(error)
    if isinstance(reference, weakref.WeakMethod):
        method = reference()
        return "dead method" if method is None else "method of " + name_of(method.__self__) + " says " + str(method(1))
    if isinstance(reference, weakref.finalize):
        peeked = reference.peek()
        return "finalizer " + str(reference.alive) + " " + (name_of(peeked[0]) + " " + str(peeked[2:]) if peeked else "over")
    target = reference()
    # Whether a dead one still has its callback is not the same everywhere.
    return "dead reference" if target is None else "reference to " + name_of(target) + " " + str(reference.__callback__ is None)


class Thing:
    """Each is in a cycle with itself, so that CPython, too, frees it in a collection alone."""

    made = 0

    def __init__(self, name):
        self.name = name
        self.me = self
        self.links = []

    def plain(self, x):
        return self.name + ":" + str(x)


class TaggedRef(weakref.ref):
    def __new__(cls, thing, callback=None, tag="none"):
        return super().__new__(cls, thing, callback)

    def __init__(self, thing, callback=None, tag="none"):
        super().__init__(thing, callback)
        self.tag = tag


class TaggedMethod(weakref.WeakMethod):
    def __call__(self):
        return super().__call__()
