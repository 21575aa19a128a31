# contract 6.9: reads do no harm while an iterator is open, whatever has died
import gc, weakref
class V: pass
vs = [V() for _ in range(4)]
d = weakref.WeakValueDictionary(enumerate(vs))
seen = []
for k in d:
    seen.append(k)
    if k == 1:
        del vs[3]
        gc.collect()
        print(len(d), 3 in d, d.get(3))
print(seen)
