# contract 0.2: also inside sort(key=...), __eq__, __del__ and callbacks
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
def probe(where):
    a = A(); r = weakref.ref(a); del a
    gc.collect()
    print(where, r())
    return 0
sorted([1, 2], key=lambda x: probe("sort key"))
class E:
    def __eq__(self, o): probe("__eq__"); return True
    def __hash__(self): probe("__hash__"); return 1
    def __repr__(self): probe("__repr__"); return "E"
    def __getattr__(self, n): probe("__getattr__"); return 1
    def __iter__(self): probe("__iter__"); return iter([1])
    def __enter__(self): probe("__enter__"); return self
    def __exit__(self, *a): probe("__exit__")
    def __call__(self): probe("__call__")
    def __init_subclass__(cls): probe("__init_subclass__")
    def __add__(self, o): probe("__add__"); return 1
    def __format__(self, s): probe("__format__"); return "f"
e = E()
e == 1; hash(e); repr(e); e.x; list(e); e(); e + 1; f"{e}"
with e: pass
class F(E): pass
map_result = list(map(lambda x: probe("map"), [1]))
def g(): probe("generator"); yield 1
list(g())
try: raise ValueError
except ValueError: probe("except")
finally: probe("finally")
[probe("comprehension") for _ in range(1)]
exec("probe('exec')")
max([1], key=lambda x: probe("max"))
"".join(str(probe("join")) for _ in range(1))
