# contract 2.14: class methods, super, special methods
import gc
import weakref

gc.disable()


class A:
    @classmethod
    def c(cls):
        return cls.__name__

    def m(self):
        return "A.m"

    def __len__(self):
        return 7


class B(A):
    def m(self):
        return "B.m"

    def base(self):
        return weakref.WeakMethod(super().m)


b = B()
b.me = b
print(weakref.WeakMethod(B.c)()(), weakref.WeakMethod(A.c)()())
print(b.base()()(), weakref.WeakMethod(b.__len__)()())
w = b.base()
del b
gc.collect()
print(w())
