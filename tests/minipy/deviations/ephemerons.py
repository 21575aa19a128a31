# contract 6.11, 6.14: a value that reaches its key, or its table, does not keep the entry
import gc, weakref
class K: pass
d = weakref.WeakKeyDictionary()
k = K()
d[k] = [k]
r = weakref.ref(k)
del k
gc.collect()
print(len(d), r())
k = K()
d[k] = {"table": d, "key": k}
del k
gc.collect()
print(len(d))
a, b = K(), K()
d[a], d[b] = b, a
del a, b
gc.collect()
print(len(d))
keep = first = K()
for i in range(10):
    following = K()
    d[first] = following
    first = following
del first, following
gc.collect()
print(len(d))
del keep
gc.collect()
print(len(d))
