"""Generators that are resumed by next(), send(), yield from, for and C++ in turn."""
import gc
import sys
import weakref


def count(n):
    for i in range(n):
        got = yield i
        if got is not None:
            print("got", got)
    return "done with %d" % n


g = count(3)
print(next(g), g.send("a"), g.__next__())
for _ in range(2):
    try:
        next(g)
    except StopIteration as stop:
        print("stop", stop.value)
print(next(g, "default"), list(count(3)), sum(count(4)), max(count(5)), tuple(count(2)))
try:
    count(1).send(1)
except TypeError as error:
    print(error)


def delegating(n):
    result = yield from count(n)
    print("result", result)
    again = yield from count(0)
    print("again", again)
    yield from iter("ab")
    used = count(0)
    list(used)
    print("used", (yield from used))
    return n


g = delegating(2)
print(next(g), g.send("through"), list(g))
print(list(delegating(0)))


def deep(n):
    if n:
        return (yield from deep(n - 1)) + 1
    yield "bottom"
    return 0


g = deep(50)
print(next(g))
try:
    next(g)
except StopIteration as stop:
    print("deep", stop.value)
try:
    list(deep(sys.getrecursionlimit() + 100))
except RecursionError:
    print("too deep")


def catching():
    while True:
        try:
            yield "waiting"
        except KeyError as error:
            yield "caught %r" % error
        finally:
            print("finally")


def outer():
    try:
        yield from catching()
    except ValueError as error:
        print("outer", error)
        yield "after"


g = outer()
print(next(g), g.throw(KeyError("k")), next(g))
print(g.throw(ValueError("v")))
try:
    next(g)
except StopIteration:
    print("end")
g = outer()
next(g)
g.close()
print(list(g))


def stops():
    yield 1
    raise StopIteration("inside")


g = stops()
next(g)
try:
    next(g)
except RuntimeError as error:
    print(error, repr(error.__cause__))


def itself():
    yield next(me)


me = itself()
try:
    next(me)
except ValueError as error:
    print(error)


def self_delegating():
    yield from me


me = self_delegating()
try:
    next(me)
except ValueError as error:
    print(error)


# What is being handled is each frame's own.
def handles():
    try:
        raise KeyError("inside")
    except KeyError:
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]


try:
    raise ValueError("outside")
except ValueError:
    g = handles()
    print(next(g), sys.exc_info()[0])
print(sys.exc_info()[0], next(g), sys.exc_info()[0])
g.close()


# A suspended generator holds what it needs, and nothing else.
class Thing:
    pass


def holding():
    kept = Thing()
    gone = Thing()
    yield weakref.ref(kept), weakref.ref(gone)
    del gone
    yield
    print(kept is not None)


g = holding()
kept, gone = next(g)
gc.collect()
print(kept() is not None, gone() is not None)
next(g)
gc.collect()
print(kept() is not None, gone() is not None)
print(list(g))
gc.collect()
print(kept() is not None)

print(sum([2 ** 40] * 3), sum([2 ** 62] * 5), sum([2 ** 70, 1, -2 ** 70]), sum([True, True]), sum([], True), sum([0.5, 1]),
      sum([1, 0.5, 2]), sum([-2 ** 63, -2 ** 63, -1]), sum([[1], [2]], []), sum(x > 2 for x in range(5)))


# Errors have the lines of all frames.
def raising():
    yield 1
    raise ValueError("end")


def asks(g):
    return next(g)


def passes():
    yield from raising()


g = passes()
asks(g)
asks(g)
