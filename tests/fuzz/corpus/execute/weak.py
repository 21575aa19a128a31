import weakref, gc
class A:
    def m(self): return 1
    def __del__(self): keep.append(self)
keep = []
a = A()
r = weakref.ref(a, lambda r: keep.append(r))
m = weakref.WeakMethod(a.m)
p = weakref.proxy(a)
d = weakref.WeakKeyDictionary({a: m})
weakref.finalize(a, keep.append, 1)
del a
gc.collect()
print(r(), m(), keep, len(d))
