# contract 8.1, 8.3
import gc, weakref
gc.disable()
log, saved = [], []
class A:
    def __init__(self, n): self.n, self.me = n, self
    def __del__(self):
        log.append(("del", self.n))
        if self.n == "back": saved.append(self)
a, b = A("plain"), A("back")
old = weakref.ref(b, lambda r: log.append("callback"))
del a, b
gc.collect()
print(sorted(map(str, log)), len(saved), old())
x = saved.pop()
new = weakref.ref(x, lambda r: log.append("new callback"))
print(x.n, x.me is x, new() is x, old())
log.clear()
del x
gc.collect()
print(log, new(), gc.collect() >= 0, log)
