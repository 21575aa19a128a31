# contract 8.4, 8.5: all of a ring in one collection, all of them whole
import gc
gc.disable()
log = []
class N:
    def __init__(self, i): self.i = i
    def __del__(self): log.append((self.i, self.next.i, self.prev.i))
def ring(n):
    nodes = [N(i) for i in range(n)]
    for i, x in enumerate(nodes):
        x.next, x.prev = nodes[(i + 1) % n], nodes[i - 1]
ring(200)
gc.collect()
print(len(log), log[0], log == [(i, (i + 1) % 200, (i - 1) % 200) for i in range(200)])
log.clear()
kept = []
class R(N):
    def __del__(self):
        if self.i == 1: kept.append(self)
        log.append(self.i)
class Other(N):
    def __del__(self): log.append("other")
a = R(1); a.next = a.prev = a
b = Other(2); b.next = b.prev = b
del a, b
gc.collect()
print(sorted(map(str, log)), kept[0].next is kept[0])
log.clear()
kept.clear()
gc.collect()
print(log)
