# contract 0.6, 8.5 [N!=Y]: across objects of one collection, in the order in which they, or their references, were made.
import gc, weakref
gc.disable()
log = []


class A:
    def __init__(self, name): self.name, self.me = name, self
    def __del__(self): log.append(self.name)


names = "abcdefgh"
objects = [A(n) for n in names]
objects.reverse()
del objects
gc.collect()
print("".join(log))
log.clear()


class B:
    def __init__(self): self.me = self


objects = [B() for _ in names]
refs = [weakref.ref(o, lambda r, n=n: log.append(n)) for o, n in zip(objects, names)]
del objects
gc.collect()
print("".join(log), [r() for r in refs])
log.clear()

# callbacks before finalizers, all of them
class C:
    def __init__(self, name): self.name, self.me = name, self
    def __del__(self): log.append("del " + self.name)


one, two = C("one"), C("two")
refs = [weakref.ref(one, lambda r: log.append("callback one")), weakref.ref(two, lambda r: log.append("callback two"))]
one.other, two.other = two, one
del one, two
gc.collect()
print(log)
