# contract 5.3, 5.5, 5.6
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
    def m(self): return "m"
log = []
a = A()
p = weakref.proxy(a)
q = weakref.proxy(a, lambda x: log.append((x is q, repr(type(x)))))
method = p.m
del a
gc.collect()
print(method(), p.m(), log)
del method
gc.collect()
print(log)
for text in ("p.x", "p.m", "p + 1", "1 + p", "len(p)", "p[0]", "1 in p", "iter(p)", "bool(p)", "str(p)", "p < 1", "p()", "-p", "f'{p}'", "p.x = 1", "del p.x", "p[0] = 1", "int(p)", "not p", "dir(p)"):
    try:
        exec(text); print(text, "fine")
    except ReferenceError as e: print(text, "->", e)
    except TypeError as e: print(text, "->", type(e).__name__)
print(isinstance(p, weakref.ProxyType), type(p) is weakref.ProxyType, p is p)


# What it is an instance of is asked of its target, unless its own type says so (contract 5.4).
class Called:
    def __call__(self):
        return 1


called = Called()
called.me = called
stale = weakref.proxy(called)
del called
gc.collect()
print(isinstance(stale, weakref.CallableProxyType))
try:
    print(isinstance(stale, weakref.ProxyType))
except ReferenceError as error:
    print("ReferenceError:", error)
try:
    weakref.finalize(None, print)
except TypeError as error:
    print("TypeError:", error)
