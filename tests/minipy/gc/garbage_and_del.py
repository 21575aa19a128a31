# contract 9.4
import gc
gc.disable()
class A:
    def __del__(self): log.append(1)
log = []
for _ in range(10):
    a, b = A(), A()
    a.b, b.a = b, a
del a, b
gc.collect()
print(len(log), gc.garbage, len(log) == 20)
