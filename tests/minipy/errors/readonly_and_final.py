# Attributes that cannot be changed, and in what words.
import weakref


class A:
    def m(self): pass
    x = property(lambda self: 1)
    y = property(lambda self: 1, lambda self, v: None)
    s = staticmethod(len)


class S: __slots__ = ("a",)


def f(): pass
def g(): yield


a, s, gen, it = A(), S(), g(), iter([1])
try: raise ValueError("v")
except ValueError as e: err = e
tb = err.__traceback__
r = weakref.ref(a)
for text in ("(5).real = 1", "(5).x = 1", "del (5).real", "5 .numerator = 2", "'a'.x = 1", "'a'.upper = 1", "[].append = 1", "[].x = 1", "del [].append", "{}.x = 1", "().x = 1", "None.x = 1", "True.real = 1", "range(3).start = 1", "del range(3).stop", "slice(1).step = 2", "a.x = 1", "del a.x", "del a.y", "a.m.x = 1", "a.m.__func__ = f", "a.m.__self__ = 1", "del a.m.__self__", "f.__closure__ = ()", "f.__globals__ = {}", "f.__name__ = 1", "f.__qualname__ = 1", "f.__defaults__ = 1", "f.__kwdefaults__ = 1", "f.__dict__ = 1", "f.__code__.co_name = 'x'", "len.__name__ = 'x'", "len.x = 1", "[].append.__self__ = 1", "s.b = 1", "del s.a", "s.__dict__ = {}", "s.__class__ = A", "a.__class__ = S", "del a.__class__", "a.__dict__ = 5", "A.__dict__ = {}", "A.__mro__ = ()", "A.__base__ = int", "A.__bases__ = 5", "del A.__name__", "A.__name__ = 5", "A.__name__ = 'a\\0b'", "A.__qualname__ = 5", "int.x = 1", "del int.real", "int.__name__ = 'x'", "object.x = 1", "type.x = 1", "A.__dict__['z'] = 1", "del A.__dict__['x']", "gen.gi_running = 1", "property().fget = 1", "A.x.fset = 1", "err.args = 5", "err.__cause__ = 5", "err.__context__ = 5", "err.__traceback__ = 5", "tb.tb_lineno = 5", "tb.tb_frame = 5", "tb.tb_next = tb", "tb.tb_next = 5", "r.__callback__ = f", "super(A, a).x = 1", "...  .x = 1", "NotImplemented.x = 1", "{}.keys().x = 1", "it.x = 1", "type(None).x = 1", "Ellipsis.__class__ = int", "(5).__class__ = A", "[].__class__ = list"):
    try: exec(text); print(text, "done")
    except (AttributeError, TypeError, ValueError) as e: print(text, "->", type(e).__name__, e)
