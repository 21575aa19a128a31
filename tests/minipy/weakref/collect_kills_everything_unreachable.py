# contract 0.2, 0.4: whatever temporaries, loops, exceptions and frames came before
import gc, weakref
gc.disable()
class A:
    def __init__(self, v=0): self.v, self.me = v, self
    def __eq__(self, o): return self is o
    def __hash__(self): return 1
    def method(self, *a): return self
def loop():
    for x in [A(i) for i in range(3)]: r = weakref.ref(x)
    return r
def exception():
    try: raise ValueError(A())
    except ValueError as e: return weakref.ref(e.args[0])
def frames(n):
    a = A()
    return weakref.ref(a) if n == 0 else (frames(n - 1), a)[0]
def comprehension(): return [weakref.ref(x) for x in [A(), A()]][1]
def temporaries(): return weakref.ref((A().method(A(), [A()]), A())[1])
def generator():
    def g():
        a = A(); yield weakref.ref(a); yield a
    return next(g())
def calls(): return weakref.ref(max([A(1), A(2)], key=lambda a: a.v))
def formatting(): a = A(); f"{a!r:>100}" + "%s" % a; return weakref.ref(a)
def dictionary(): d = {A(): A()}; k = next(iter(d)); d.pop(k); return weakref.ref(k)
def attribute(): a = A(); a.x = a.y = A(); return weakref.ref(a.x)
def star(): return (lambda *a, **k: weakref.ref(a[0]))(*[A()], **{"k": A()})
def with_block():
    class C:
        def __enter__(self): return A()
        def __exit__(self, *a): pass
    with C() as a: return weakref.ref(a)
for f in (loop, exception, lambda: frames(20), comprehension, temporaries, generator, calls, formatting, dictionary, attribute, star, with_block):
    r = f()
    gc.collect()
    print(f.__name__, r())
