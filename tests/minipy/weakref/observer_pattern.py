import gc, weakref
gc.disable()
class Signal:
    def __init__(self): self.slots = []
    def connect(self, m): self.slots.append(weakref.WeakMethod(m, self.slots.remove))
    def emit(self, *a): return [m(*a) for w in list(self.slots) if (m := w()) is not None]
class View:
    def __init__(self, name, s): self.name, self.me = name, self; s.connect(self.on)
    def on(self, x): return self.name, x
s = Signal()
views = [View(n, s) for n in "abc"]
print(s.emit(1), len(s.slots))
del views[1]
gc.collect()
print(s.emit(2), len(s.slots))
class Cache:
    def __init__(self): self.made, self.d = 0, weakref.WeakValueDictionary()
    def get(self, k):
        try: return self.d[k]
        except KeyError: self.made += 1; v = self.d[k] = View(k, Signal()); return v
c = Cache(); x = c.get("k"); print(c.get("k") is x, c.made)
del x; gc.collect(); c.get("k"); print(c.made)
meta = weakref.WeakKeyDictionary(); v = views[0]; meta[v] = {"info": 1}; print(meta[v]["info"], len(meta))
del v; views.clear(); gc.collect(); print(len(meta), s.emit(3), len(s.slots))
alive = weakref.WeakSet()
class T:
    def __init__(self): self.me = self; alive.add(self)
t = [T() for _ in range(3)]; print(len(alive)); t.pop(); gc.collect(); print(len(alive))
