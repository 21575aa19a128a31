# a generator that is dropped runs its finally when it is collected
import gc
gc.disable()
def g(me):
    try:
        yield 1
    finally:
        print("finally ran")
box = []
it = g(box)
box.append(it)
next(it)
del it, box
gc.collect()
print("after collect")
def never_started():
    try: yield
    finally: print("never")
x = never_started()
del x
gc.collect()
def loop():
    l = []
    def inner():
        try: yield l
        finally: print("inner finally")
    i = inner(); l.append(i); next(i)
loop()
gc.collect()
print("end")
