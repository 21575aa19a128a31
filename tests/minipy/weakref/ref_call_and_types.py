# contract 1.1, 1.2, 1.3
import gc, weakref
gc.disable()
class A: pass
def f(): pass
def g(): yield
class S: __slots__ = ("x",)
class W: __slots__ = ("x", "__weakref__")
class Sub(S): pass
class R(weakref.ref): pass
a = A()
targets = {"instance": a, "function": f, "class": A, "method": a.__init__, "set": {1}, "frozenset": frozenset(), "generator": g(), "ref subclass": R(a), "weakref slot": W(), "sub of slots": Sub(), "module": gc, "lambda": lambda: 0, "type": int, "builtin": len}
for name, t in targets.items():
    if name == "method":
        t = f.__get__(a)
    try: print(name, weakref.ref(t)() is t)
    except TypeError as e: print(name, e)
for t in (5, "s", (1,), [1], {}, None, True, 1.5, weakref.ref(a), weakref.proxy(a), S(), object(), range(3), slice(1), 10 ** 30, ...):
    try: weakref.ref(t); print("accepted", type(t).__name__)
    except TypeError as e: print(e)
r = weakref.ref(a)
for bad in ("weakref.ref()", "weakref.ref(a, None, 1)", "weakref.ref(a, callback=None)", "r(1)", "r(x=1)", "weakref.ref(a, None)()", "weakref.ref(callback=f)"):
    try: print(bad, eval(bad) is a)
    except TypeError as e: print(bad, "-> TypeError")
