import gc, weakref
class A:
    def __del__(self):
        while True: pass
def loop(*ignored):
    while True: pass
a = A()
r = weakref.ref(a, loop)
del a
gc.collect()
b = A()
weakref.finalize(b, loop)
while True: pass
