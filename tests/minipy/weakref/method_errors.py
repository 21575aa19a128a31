# contract 2.1, 2.2
import gc, weakref
from functools import partial
gc.disable()
class A:
    def m(self): return "m"
    @staticmethod
    def s(): pass
    @classmethod
    def c(cls): return cls.__name__
class S:
    __slots__ = ()
    def m(self): pass
a = A()
for name, x in (("function", lambda: 0), ("from class", A.m), ("static", a.s), ("builtin method", [].append), ("class", A), ("instance", a), ("partial", partial(a.m)), ("None", None), ("int", 5), ("slotted", S().m), ("slot wrapper", a.__str__)):
    try: weakref.WeakMethod(x); print(name, "accepted")
    except TypeError as e: print(name, "TypeError")
class Duck:
    def __init__(self, s, f): self.__self__, self.__func__ = s, f
    def __call__(self): return self.__func__(self.__self__)
def func(x): return ("called with", type(x).__name__)
d = Duck(a, func)
w = weakref.WeakMethod(d)
print("duck", weakref.WeakMethod(a.c)()(), weakref.WeakMethod(a.m)()())
for s, f in ((5, func), (a, 5), (S(), func)):
    try: weakref.WeakMethod(Duck(s, f)); print("accepted")
    except TypeError as e: print("TypeError")
for bad in ("weakref.WeakMethod()", "weakref.WeakMethod(a.m, None, 1)", "weakref.WeakMethod(a.m, nope=1)", "w(1)", "weakref.WeakMethod(a.m)(1)"):
    try: print(bad, eval(bad))
    except TypeError: print(bad, "TypeError")
