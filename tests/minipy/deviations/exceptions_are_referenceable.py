# instances of built-in exceptions can be weakly referred to, as those of a program's classes
import gc, weakref
e = ValueError("x")
r = weakref.ref(e)
print(r() is e)
del e
gc.collect()
print(r())
