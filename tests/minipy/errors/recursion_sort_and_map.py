def f(x): return sorted([x, x], key=f)
try: f(1)
except RecursionError: print("sorted")
def g(x): return list(map(g, [x]))
try: g(1)
except RecursionError: print("map")
def h(x): return max([x], key=h)
try: h(1)
except RecursionError: print("max")
def gen(): yield from gen()
try: next(gen())
except RecursionError: print("yield from")
def i(): exec("i()")
try: i()
except RecursionError: print("exec")
class M(type):
    def __call__(c): return c()
try: M("X", (), {})()
except RecursionError: print("metaclass")
class P:
    def __getattribute__(self, n): return self.x
try: P().y
except RecursionError: print("getattribute")
def j(*a, **k): return j(*a, **k)
try: j(1, x=2)
except RecursionError: print("star")
class Cx:
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
try:
    with Cx(): pass
except RecursionError: print("with")
dec = lambda n: (lambda: n)() if n < 0 else dec(n)
try: dec(1)
except RecursionError: print("lambda")
print([x for x in (1, 2)])
