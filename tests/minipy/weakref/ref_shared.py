# contract 1.4, 1.19: references without a callback are shared; the order of the list
import gc
import weakref


class C:
    pass


def told(r):
    pass


c = C()
a = weakref.ref(c)
b = weakref.ref(c)
print(a is b, weakref.getweakrefcount(c))
x = weakref.ref(c, told)
y = weakref.ref(c, told)
print(x is y, weakref.getweakrefcount(c))
p = weakref.proxy(c)
print(p is weakref.proxy(c))
refs = weakref.getweakrefs(c)
print(refs[0] is a, refs[1] is p, refs[2] is y, refs[3] is x, len(refs))
del x, refs
gc.collect()
print(weakref.getweakrefcount(c))
print(weakref.getweakrefcount(1), weakref.getweakrefs("a"))


class R(weakref.ref):
    pass


print(R(c) is R(c), R(c) is a)
