# Data that is nested deeply, and dies.
# gc-stress: every 2000 (each collection goes through all of it)
import copy
import gc


def deep(make, depth=60000):
    value = None
    for _ in range(depth):
        value = make(value)
    return value


def attempt(name, what):
    try:
        what()
        print(name, "ended")
    except RecursionError:
        print(name, "RecursionError")


for make in (lambda x: [x], lambda x: {1: x}):
    one, other = deep(make), deep(make)
    attempt("repr", lambda: repr(one))
    attempt("str", lambda: str(one))
    attempt("==", lambda: one == other)
    attempt("deepcopy", lambda: copy.deepcopy(one))
    attempt("in", lambda: one in [other])
    del one, other
    gc.collect()


class Node:
    pass


node = None
for _ in range(100000):
    holder = Node()
    holder.next = node
    node = holder
del node, holder
gc.collect()


def closure(inner):
    return lambda: inner


function = None
for _ in range(100000):
    function = closure(function)
del function
gc.collect()

# Classes to catch: one tuple, none in it.
types = ValueError
for _ in range(100000):
    types = (types,)
for catch in ((ValueError, KeyError), (KeyError, 5), types):
    try:
        try:
            {}[1]
        except catch as error:
            print("caught", repr(error))
    except TypeError as error:
        print(error)
print("end")
