# OSError makes the class that its number stands for; the tree of built-in exceptions.
import builtins
for number in (1, 2, 3, 4, 5, 10, 11, 13, 17, 20, 21, 32, 103, 104, 108, 110, 111, 114, 115, 9999):
    e = OSError(number, "text")
    print(number, type(e).__name__, e.errno, e)
print(type(OSError(2)).__name__, type(OSError(2, "a", "file")).__name__, OSError(2, "a", "file"), ConnectionError(2, "x").errno)


def show(cls, depth=0):
    if cls.__name__.endswith("Group"): return
    print("  " * depth + cls.__name__)
    for each in sorted([c for c in cls.__subclasses__() if c.__module__ == "builtins"], key=lambda c: c.__name__):
        if each.__name__ not in ("UnicodeTranslateError", "_IncompleteInputError"): show(each, depth + 1)


show(BaseException)
for cls in (BlockingIOError, ConnectionResetError, BrokenPipeError):
    try: raise cls("x")
    except ConnectionError as e: print("connection", repr(e))
    except OSError as e: print("os", repr(e))
print(__debug__, issubclass(BytesWarning, Warning), StopAsyncIteration("v").args)
try: exec("__debug__ = 1")
except SyntaxError as e: print(e.msg)
