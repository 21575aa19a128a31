# contract 0.3: what a collection's own callbacks let go may need another one
import gc, weakref
gc.disable()
class Link:
    def __init__(self, next): self.next, self.me = next, self
dead = []
last = None
holders = {}
for i in range(6):
    x = Link(None)
    holders[i] = x
    weakref.finalize(x, lambda i=i: (dead.append(i), holders.pop(i + 1, None)))
del x
holders.pop(0)
for _ in range(8): gc.collect()
print(dead, holders)
