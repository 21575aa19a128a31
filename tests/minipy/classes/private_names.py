class A:
    __x = 1
    def __f(self): return "A.__f"
    def call(self): return self.__f(), self.__x, A.__x
    def set(self): self.__y = 5
    __z__ = "not mangled"
    def local(self, __arg=3):
        __v = __arg
        return __v, sorted(k for k in locals() if "v" in k)
class B(A):
    __x = 2
    def __f(self): return "B.__f"
    def callb(self): return self.__f(), self.__x
b = B()
b.set()
print(b.call(), b.callb(), sorted(k for k in vars(b)), b._A__x, b._B__x, b.__z__, b.local())
try:
    b.__x
except AttributeError as e:
    print(e)
class _C:
    __p = 1
    def get(self): return self.__p
print(_C().get(), [n for n in dir(_C) if "p" in n and not n.startswith("__")])
class ___:
    __q = 1
print("__q" in vars(___))
class D:
    def f(self):
        import math as __m
        global __g
        __g = 1
        return __m.pi > 3
print(D().f(), "_D__g" in globals())
