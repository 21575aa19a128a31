# sys._getframe: the calls that are running.
import sys


def inner():
    f = sys._getframe()
    return f.f_code.co_name, sys._getframe().f_lineno, f.f_back.f_code.co_name, f.f_back.f_lineno


def outer():
    x = 1
    return inner()


print(outer())
f = sys._getframe()
print(f.f_code.co_name, f.f_back, f.f_globals is globals(), f.f_locals is globals(), sys._getframe().f_lineno, type(f).__name__)


def caller_name(depth=1): return sys._getframe(depth).f_code.co_name
def named(): return caller_name(), caller_name(0), caller_name(2)


print(named())


def variables(a, *rest, k=5):
    local = [1]
    def look(): return {k: v for k, v in sys._getframe(1).f_locals.items() if k != "look"}
    return look()


print(variables(1, 2, 3))


class C:
    frame = sys._getframe().f_code.co_name
    def method(self): return sys._getframe().f_code.co_name, "self" in sys._getframe().f_locals


print(C.frame, C().method())


def gen():
    yield sys._getframe().f_code.co_name
    yield sys._getframe().f_back.f_code.co_name


print(list(gen()), [sys._getframe().f_code.co_name for _ in range(1)], (lambda: sys._getframe().f_code.co_name)())


def depth(n): return depth(n - 1) if n else count(sys._getframe())
def count(frame):
    n = 0
    while frame: n += 1; frame = frame.f_back
    return n


print(depth(10), sorted([3, 1], key=lambda v: (names.append(sys._getframe().f_back.f_code.co_name), v)[1]) if (names := []) == [] else 0, names)
for bad in (1000, 2):
    try: sys._getframe(bad)
    except ValueError as e: print(e)
try: sys._getframe("x")
except TypeError as e: print(type(e).__name__)
print(sys._getframe(-1).f_code.co_name, sys._getframe().f_builtins is vars(__import__("builtins")))
