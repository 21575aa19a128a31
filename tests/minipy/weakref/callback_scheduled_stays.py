# contract 1.11, 1.12
import gc, weakref
gc.disable()
class A:
    def __init__(self): self.me = self
log = []
a = A()
box = [weakref.ref(a, lambda r: log.append("first made"))]
def dropper(r):
    log.append("dropper")
    box.clear()
second = weakref.ref(a, dropper)
del a
gc.collect()
print(log)
log.clear()
a = A()
a.b = b = A()
rb = weakref.ref(b)
ra = weakref.ref(a, lambda r: log.append(("b seen in a's callback", rb())))
del a, b
gc.collect()
print(log, rb())
