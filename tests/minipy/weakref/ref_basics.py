# contract 1.1, 1.2, 1.3, 1.5: what a reference takes, gives and keeps
import gc
import weakref


class C:
    pass


c = C()
c.me = c
r = weakref.ref(c)
print(r() is c, r.__callback__)
for bad in [(), (c, None, 3)]:
    try:
        weakref.ref(*bad)
    except TypeError:
        print("TypeError", len(bad))
try:
    weakref.ref(c, callback=None)
except TypeError:
    print("no keywords")
try:
    r(1)
except TypeError:
    print("takes nothing")
for value in [1, "a", (1,), [1], {}, None, True, 2.5]:
    try:
        weakref.ref(value)
    except TypeError as e:
        print(e)
for value in [C, len.__class__, {1}, frozenset([1]), (x for x in []), lambda: 1]:
    print(type(weakref.ref(value)).__name__)
del c, bad
gc.collect()
print(r())
