# contract 1.19
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
    def m(self): pass
class R(weakref.ref): pass
a = A()
print(weakref.getweakrefcount(a), weakref.getweakrefs(a))
one = weakref.ref(a, print)
two = R(a)
plain = weakref.ref(a)
proxy = weakref.proxy(a)
three = weakref.ref(a, len)
got = weakref.getweakrefs(a)
names = {id(one): "one", id(two): "two", id(plain): "plain", id(proxy): "proxy", id(three): "three"}
print([names[id(x)] for x in got], weakref.getweakrefcount(a))
del one, got
gc.collect()
print(weakref.getweakrefcount(a))
del three, proxy
gc.collect()
print([names[id(x)] for x in weakref.getweakrefs(a)])
print([weakref.getweakrefcount(x) for x in (5, "a", None, [], {})], [weakref.getweakrefs(x) for x in (5, ())])
w = weakref.WeakMethod(a.m)
print(w in weakref.getweakrefs(a), weakref.getweakrefcount(a), weakref.getweakrefcount(A.m))
