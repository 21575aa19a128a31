from contextlib import ExitStack, contextmanager
class M:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    def __enter__(self): print("enter", self.n); return self.n
    def __exit__(self, t, v, tb): print("exit", self.n, t and t.__name__); return self.swallow
with ExitStack() as s:
    print(s.enter_context(M("a")), s.enter_context(M("b")))
    s.callback(print, "callback", 1, sep="-")
    s.push(lambda *a: print("pushed", a[0]))
    @s.callback
    def cb(): print("decorated")
print("--")
with ExitStack() as s:
    s.enter_context(M("outer")); s.enter_context(M("swallower", True)); s.enter_context(M("inner"))
    raise ValueError
print("--")
try:
    with ExitStack() as s:
        s.callback(lambda: 1 / 0)
        s.enter_context(M("x"))
        raise KeyError("first")
except ZeroDivisionError as e: print(repr(e), repr(e.__context__))
s = ExitStack(); s.enter_context(M("kept")); t = s.pop_all(); s.close(); print("moved"); t.close()
try: ExitStack().enter_context(5)
except TypeError as e: print(e)
with ExitStack() as s:
    for i in range(3): s.enter_context(M(i))
