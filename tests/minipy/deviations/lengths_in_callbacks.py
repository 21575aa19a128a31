# weak containers have no entry that is dead, not even inside of callbacks
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
a, b = A(), A()
values = weakref.WeakValueDictionary(a=a, b=b)
keys = weakref.WeakKeyDictionary({a: 1, b: 2})
weak = weakref.WeakSet([a, b])
r = weakref.ref(a, lambda r: print(len(values), len(keys), len(weak)))
del a, b
gc.collect()
