# contract 2.3: a weak method lists itself among the references of its function; CPython has a hidden plain one there
import weakref
class A:
    def m(self): pass
a = A()
w = weakref.WeakMethod(a.m)
print(weakref.getweakrefcount(a), weakref.getweakrefcount(A.m), weakref.getweakrefs(a)[0] is w, weakref.getweakrefs(A.m)[0] is w)
