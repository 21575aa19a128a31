# contract 0.7
import gc, weakref
gc.disable()
log = []
class A:
    def __init__(self, n): self.n, self.me = n, self
    def __del__(self):
        gc.collect(); log.append(("del", self.n)); gc.collect()
def cb(r):
    gc.collect(); log.append("callback"); gc.collect()
xs = [A(i) for i in range(3)]
rs = [weakref.ref(x, cb) for x in xs]
del xs
gc.collect()
print(log)
gc.collect()
print(len(log))
