# contract 2.13, 2.16
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
    def m(self): raise ValueError("from m")
    def ok(self): return "ok"
class Sub(weakref.WeakMethod):
    def __call__(self):
        m = super().__call__()
        return m and (lambda: "wrapped " + m())
a = A()
s = Sub(a.ok)
s.attr = 5
print(s()(), s.attr)
w = weakref.WeakMethod(a.m)
try: w.attr = 1
except AttributeError: print("no attributes")
try: w()()
except ValueError as e: print(e)
r = weakref.ref(a)
del a
gc.collect()
print(r(), w(), s())
import copy
b = A()
wb = weakref.WeakMethod(b.ok)
print(wb()())
l = [weakref.WeakMethod(b.ok) for _ in range(3)]
print(len(set(l)), l[0] == l[1], l.index(wb))
