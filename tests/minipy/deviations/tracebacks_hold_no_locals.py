# a traceback knows names and lines; it does not keep the local variables of its frames
import gc, weakref
class A: pass
def f():
    a = A()
    refs.append(weakref.ref(a))
    raise ValueError
refs = []
try: f()
except ValueError as error: saved = error
gc.collect()
print(saved.__traceback__.tb_next.tb_lineno, refs[0]())
