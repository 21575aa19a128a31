import functools
def retry(n, *kinds):
    def deco(f):
        @functools.wraps(f)
        def wrapper(*a, **k):
            for i in range(n):
                try: return f(*a, **k)
                except kinds as e: print("attempt", i + 1, e)
            raise RuntimeError("gave up")
        return wrapper
    return deco
state = {"n": 0}
@retry(3, ValueError)
def flaky(limit):
    "doc of flaky"
    state["n"] += 1
    if state["n"] < limit: raise ValueError(state["n"])
    return "done"
print(flaky(3), flaky.__name__, flaky.__doc__); state["n"] = 0
try: flaky(9)
except RuntimeError as e: print(e)
class count:
    def __init__(self, f): functools.update_wrapper(self, f); self.f, self.n = f, 0
    def __call__(self, *a): self.n += 1; return self.f(*a)
    def __get__(self, o, c): return self if o is None else functools.partial(self, o)
@count
def add(a, b): return a + b
class C:
    @count
    def m(self, x): return x
add(1, 2); add(3, 4); C().m(5); C().m(6)
print(add.n, C.m.n, add.__name__, C.m.__name__)
def validate(**types):
    def deco(f):
        names = f.__code__.co_varnames[:f.__code__.co_argcount]
        def w(*a, **k):
            for n, v in list(zip(names, a)) + list(k.items()):
                if n in types and not isinstance(v, types[n]): raise TypeError(f"{n} must be {types[n].__name__}")
            return f(*a, **k)
        return w
    return deco
@validate(a=int, b=str)
def g(a, b="x"): return a, b
print(g(1), g(2, b="q"))
for args in (("s",), (1, 2)):
    try: g(*args)
    except TypeError as e: print(e)
