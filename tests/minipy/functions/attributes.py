def f(a: int, b: "s" = 1, *c, d=2, **e) -> str:
    """The doc."""
    local = 1
    return local
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, type(f).__name__, callable(f))
print(f.__code__.co_name, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_varnames, f.__code__.co_firstlineno, f.__code__.co_filename.split("/")[-1])
f.custom = 5
print(f.custom, f.__dict__, vars(f))
del f.custom
print(hasattr(f, "custom"), f.__closure__)
f.__name__ = "renamed"; f.__doc__ = None; f.__qualname__ = "q.r"
print(f.__name__, f.__doc__, repr(f).split(" at ")[0])
class C:
    def m(self): pass
    class D:
        def n(self): return lambda: 0
def outer():
    def inner(): pass
    return inner
print(C.m.__qualname__, C.D.n.__qualname__, C.D().n().__qualname__, outer().__qualname__, (lambda: 0).__name__)
for bad in ("f.__name__ = 5", "f.__defaults__ = 5", "f.nope", "f.__dict__ = 5", "f.__kwdefaults__ = 1", "f[0]", "f + f", "f < f", "len(f)"):
    try: exec(bad); print(bad, "fine")
    except (TypeError, AttributeError) as e: print(bad, "->", e)
print(f == f, f == outer, f in {f: 1}, len.__name__, print.__name__, repr(len), "a".upper.__name__, int.__name__)
def g(): "only doc"
def h(): return; "not doc"
print(g.__doc__, g(), h.__doc__)
