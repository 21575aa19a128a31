# contract 0.2, 0.4: del and collect kills, whatever came before and wherever it is
import gc
import weakref

gc.disable()


class C:
    def __init__(self):
        self.me = self

    def m(self):
        return self


def check(where, r):
    gc.collect()
    print(where, r() is None)


def in_function():
    c = C()
    r = weakref.ref(c)
    c.m().m()
    [c, (c, {"k": c})]
    for x in [c, c]:
        pass
    del x
    del c
    check("function", r)


in_function()


def in_sort():
    c = C()
    r = weakref.ref(c)
    box = [c]
    del c

    def key(x):
        box.clear()
        gc.collect()
        return x

    sorted([3, 1, 2], key=key)
    print("sort", r() is None)


in_sort()


class E:
    def __init__(self, f):
        self.f = f

    def __eq__(self, other):
        self.f()
        return True

    __hash__ = None


def in_eq():
    c = C()
    r = weakref.ref(c)
    box = [c]
    del c
    E(lambda: (box.clear(), gc.collect(), print("eq", r() is None))) == 1


in_eq()


def in_generator():
    c = C()
    r = weakref.ref(c)
    yield r
    del c
    gc.collect()
    yield r() is None


g = in_generator()
next(g)
print("generator", next(g))


def after_exception():
    c = C()
    r = weakref.ref(c)
    try:
        raise ValueError(c)
    except ValueError as e:
        pass
    del c
    check("exception", r)


after_exception()
r = weakref.ref(C())
check("temporary", r)
a = [C() for i in range(10)]
rs = [weakref.ref(x) for x in a]
a.pop()
del a[3:5]
gc.collect()
print([r() is None for r in rs])
