# contract 2.15: the program's callback or None; CPython gives an internal closure
import weakref
class A:
    def m(self): pass
a = A()
def cb(r): pass
print(weakref.WeakMethod(a.m).__callback__, weakref.WeakMethod(a.m, cb).__callback__ is cb)
