# object.__dict__ is the attributes: one dict, the same each time, that may be changed, replaced and shared.
import gc, weakref


class A:
    cls_attr = "class"

    def method(self):
        return "method"


a = A()
a.x = 1
d = a.__dict__
print(type(d), d is a.__dict__, d is vars(a), isinstance(d, dict), d)
a.y = 2
print(d, list(d), len(d), "y" in d, d["x"], d.get("z"), d == {"x": 1, "y": 2})
d["z"] = 3
print(a.z, a.__dict__, sorted(n for n in dir(a) if not n.startswith("__")))
del a.x
print(d, hasattr(a, "x"))
try: a.x
except AttributeError as e: print(e)
try: del a.x
except AttributeError as e: print(e)
d["method"] = "shadows"
print(a.method, A().method())
d.pop("method")
print(a.method())
d["cls_attr"] = "own"
print(a.cls_attr, A.cls_attr)
d.clear()
print(a.cls_attr, a.__dict__, d is a.__dict__)

# a key that is no name, and one that is no text
d["not a name"] = 1
print(getattr(a, "not a name"))
d[5] = "five"
print(a.__dict__)

# order is that of the first assignment
b = A()
b.p, b.q, b.r = 1, 2, 3
print(list(b.__dict__))
b.p = 10
del b.q
b.q = 20
print(list(b.__dict__.items()))

# replaced
e = {"m": 1}
b.__dict__ = e
print(b.m, hasattr(b, "p"), b.__dict__ is e)
b.n = 2
print(e)
e["o"] = 3
print(b.o)
for bad in (5, [("a", 1)], None):
    try: b.__dict__ = bad
    except TypeError as x: print(x)
print(b.__dict__ is e)
del b.__dict__
print(b.__dict__, e)
b.again = 1
print(b.__dict__)


class D(dict):
    pass


s = D(k=1)
b.__dict__ = s
b.l = 2
print(b.__dict__ is s, s, b.k)


# shared: Borg
class Borg:
    _shared = {}

    def __init__(self):
        self.__dict__ = self._shared


x, y = Borg(), Borg()
x.v = 1
print(y.v, x is y, x.__dict__ is y.__dict__, Borg._shared)
y.v += 1
print(x.v)
del x.v
print(hasattr(y, "v"))

# one object's becomes another's
p, q = A(), A()
p.t = "t"
q.__dict__ = p.__dict__
q.u = "u"
print(p.u, p.__dict__ is q.__dict__, p.__dict__)
p.__dict__ = {}
print(hasattr(p, "t"), q.t)


# properties and slots stand beside it
class S:
    __slots__ = ("slot", "__dict__")

    @property
    def prop(self):
        return "prop"


o = S()
o.slot = 1
o.free = 2
print(o.__dict__)
o.__dict__["slot"] = "in dict"
o.__dict__["prop"] = "in dict"
print(o.slot, o.prop, o.__dict__)
o.slot = 3
print(o.slot, o.__dict__["slot"])
del o.slot
print(hasattr(o, "slot"))


class N:
    __slots__ = ()


try: N().__dict__
except AttributeError as x: print(x)
try: N().__dict__ = {}
except AttributeError as x: print(x)

# __setattr__ and the dict
class Log:
    def __setattr__(self, name, value):
        self.__dict__[name] = value * 2

    def __getattr__(self, name):
        return f"no {name}"


g = Log()
g.a = 2
print(g.a, g.b, g.__dict__)

# exceptions have one, too
err = ValueError("v")
err.extra = 1
print(err.__dict__, err.args)
err.__dict__["more"] = 2
print(err.more)
err.add_note("a note")
print(err.__notes__, err.__dict__["__notes__"])

# __class__ assignment keeps it
class A2:
    pass


c = A()
c.k = 1
cd = c.__dict__
c.__class__ = A2
print(c.__dict__ is cd, c.k, type(c).__name__)

# while iterating
it = A()
it.a, it.b = 1, 2
try:
    for name in it.__dict__: it.c = 3
except RuntimeError as x: print(x)

# it keeps what it holds, and no more
class W: pass


w = W()
r = weakref.ref(w)
h = A()
h.w = w
hd = h.__dict__
del w, h
gc.collect()
print(r() is hd["w"])
hd.clear()
gc.collect()
print(r())
w = W(); w.self = w; r = weakref.ref(w); w.__dict__
del w
gc.collect()
print(r())
print({**vars(it)}, dict(vars(it), z=1) == {"a": 1, "b": 2, "c": 3, "z": 1})
