import sys
def f(n): return f(n + 1)
try: f(0)
except RecursionError as e: print(type(e).__name__, str(e)[:32])
def g(): g()
for _ in range(3):
    try: g()
    except RecursionError: print("again")
print(sys.getrecursionlimit() > 100, issubclass(RecursionError, RuntimeError))
def h(n): return n if n == 0 else h(n - 1)
print(h(500))
class C:
    @property
    def p(self): return self.p
    def __getattr__(self, n): return getattr(self, n + "x")
for a in ("p", "q"):
    try: getattr(C(), a)
    except RecursionError: print("RecursionError", a)
