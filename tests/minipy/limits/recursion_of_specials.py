# Recursion through special methods, callbacks, sorting and the like: RecursionError, and the program goes on.
import gc
import functools
import weakref


class Loop:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __hash__(self):
        return hash(self)

    def __lt__(self, other):
        return self < other

    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __call__(self):
        return self()

    def __len__(self):
        return len(self)

    def __iter__(self):
        return iter(self)

    def __getitem__(self, i):
        return self[i]

    def __index__(self):
        return [1, 2][self]

    def __add__(self, other):
        return self + other

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *rest):
        pass


def attempt(name, what):
    try:
        what()
        print(name, "ended")
    except RecursionError:
        print(name, "RecursionError")


def enter():
    with Loop():
        pass


def by_key(x):
    return sorted([2, 1], key=by_key)


def by_map(x):
    return list(map(by_map, [1]))


def generator():
    yield from generator()


attempt("repr", lambda: repr(Loop()))
attempt("print", lambda: print(Loop()))
attempt("format", lambda: f"{Loop()}")
attempt("percent", lambda: "%r" % Loop())
attempt("list repr", lambda: repr([Loop()]))
attempt("==", lambda: Loop() == Loop())
attempt("list ==", lambda: [Loop()] == [Loop()])
attempt("in", lambda: Loop() in [Loop()])
attempt("hash", lambda: hash(Loop()))
attempt("dict key", lambda: {Loop(): 1})
attempt("<", lambda: Loop() < Loop())
attempt("sort", lambda: [Loop(), Loop()].sort())
attempt("max", lambda: max(Loop(), Loop()))
attempt("attribute", lambda: Loop().name)
attempt("hasattr", lambda: hasattr(Loop(), "name"))
attempt("call", lambda: Loop()())
attempt("len", lambda: len(Loop()))
attempt("bool", lambda: bool(Loop()))
attempt("iter", lambda: list(Loop()))
attempt("item", lambda: Loop()[0])
attempt("index", lambda: [1, 2][Loop()])
attempt("add", lambda: Loop() + 1)
attempt("with", enter)
attempt("sorted", lambda: by_key(1))
attempt("map", lambda: by_map(1))
attempt("reduce", lambda: functools.reduce(lambda a, b: by_key(a), [1, 2]))
attempt("generator", lambda: next(generator()))


# In a finalizer and a callback: told, and over.
import sys

seen = []
sys.unraisablehook = lambda args: seen.append(args.exc_type.__name__)


def forever():
    forever()


class Thing:
    def __init__(self):
        self.me = self

    def __del__(self):
        forever()


thing = Thing()
reference = weakref.ref(thing, lambda r: forever())
del thing
gc.collect()
print(seen, reference())
