from contextlib import contextmanager, closing, suppress, nullcontext, redirect_stdout
import io
@contextmanager
def cm(x):
    print("enter", x)
    try: yield x * 2
    except ValueError as e: print("swallowed", e)
    finally: print("exit", x)
with cm(1) as v: print("body", v)
with cm(2): raise ValueError("v")
try:
    with cm(3): raise KeyError("k")
except KeyError as e: print("out", e)
@cm("deco")
def f(): return "called"
print(f(), f())
@contextmanager
def never():
    if False: yield
@contextmanager
def twice(): yield 1; yield 2
for g in (never, twice):
    try:
        with g(): pass
    except RuntimeError as e: print(e)
@contextmanager
def stop(): yield
try:
    with stop(): raise StopIteration("x")
except StopIteration as e: print("StopIteration", e)
@contextmanager
def replace():
    try: yield
    except ValueError as e: raise KeyError("new") from e
try:
    with replace(): raise ValueError("old")
except KeyError as e: print(repr(e), repr(e.__cause__))
class T:
    def close(self): print("closed")
with closing(T()) as t: print(type(t).__name__)
with suppress(ZeroDivisionError, KeyError): 1 / 0
with suppress(LookupError): {}["x"]
with nullcontext(5) as n: print(n)
s = io.StringIO()
with redirect_stdout(s): print("captured"); print("more")
print(repr(s.getvalue()))
