from functools import lru_cache, cache
calls = []
@lru_cache(maxsize=3)
def f(*a, **k): calls.append((a, k)); return len(calls)
print(f(1), f(2), f(1), f(3), f(4), f(2), f(1), f(x=1), f(x=1), f(1.0), f.cache_info())
f.cache_clear(); print(f.cache_info(), f(1), f.__name__, f.__wrapped__ is not None, f.cache_parameters())
@lru_cache
def plain(x): return x
print(plain(1), plain(1), plain.cache_info().hits, plain.cache_info().maxsize)
@lru_cache(maxsize=None, typed=True)
def typed(x): return type(x).__name__
print(typed(1), typed(1.0), typed(True), typed(1), typed.cache_info())
@lru_cache(0)
def none(x): return x
none(1); none(1); print(none.cache_info())
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(100), fib.cache_info())
try: plain([])
except TypeError as e: print(e)
@cache
def fails(x): calls.append(x); raise ValueError(x)
for _ in range(2):
    try: fails(1)
    except ValueError as e: print(e, fails.cache_info())
class C:
    @lru_cache(maxsize=8)
    def m(self, x): return (id(self) == id(c), x)
c = C(); print(c.m(1), c.m(1), C.m.cache_info().hits, C().m(1)[0])
print(lru_cache(maxsize=-5)(len)("abc"))
