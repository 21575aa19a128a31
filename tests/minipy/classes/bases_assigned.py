# C.__bases__ = ...: the order, what is inherited, super(), subclasses (contract 4.1, 4.4, 4.13).
import gc


class Root: pass


class A(Root):
    def who(self): return "A"
    def only_a(self): return "only A"


class B(Root):
    def who(self): return "B"
    def __len__(self): return 7


class C(A):
    def both(self): return super().who()


class D(C):
    def who(self): return "D" + super().who()


c, d = C(), D()


def look():
    print(c.who(), d.who(), c.both(), hasattr(c, "only_a"), [k.__name__ for k in D.__mro__], C.__base__.__name__)


for _ in range(3): look()
C.__bases__ = (B,)
for _ in range(3): look()
print(len(c), len(d), isinstance(c, A), isinstance(d, B), issubclass(D, A), C.__bases__)
print([k.__name__ for k in A.__subclasses__()], [k.__name__ for k in B.__subclasses__()])
C.__bases__ = (A, B)
look()
print(len(c), [k.__name__ for k in A.__subclasses__()], [k.__name__ for k in B.__subclasses__()])
C.__bases__ = (B, A)
look()
C.__bases__ = (A,)
look()
try: len(c)
except TypeError as e: print(e)
print([k.__name__ for k in B.__subclasses__()])

# errors change nothing
class S(Root): __slots__ = ("s",)
class Other: pass


for text in ("C.__bases__ = ()", "C.__bases__ = (D,)", "C.__bases__ = (C,)", "C.__bases__ = [A]", "C.__bases__ = (A, 5)", "C.__bases__ = (A, A)", "C.__bases__ = (int,)", "Other.__bases__ = (A,)", "int.__bases__ = (A,)", "C.__bases__ = (Root, A)", "del C.__bases__", "A.__bases__ = (C,)"):
    try: exec(text); print(text, "done")
    except TypeError as e: print(text, "->", str(e).replace("\n", " "))
look()

# an order that one further down cannot have
class X(Root): pass
class Y(Root): pass
class P(X): pass
class Q(P, Y): pass


try: P.__bases__ = (Y, X); print([k.__name__ for k in Q.__mro__])
except TypeError as e: print(str(e).replace("\n", " "))
print([k.__name__ for k in P.__mro__], [k.__name__ for k in Q.__mro__])
P.__bases__ = (X,)
print([k.__name__ for k in P.__mro__], [k.__name__ for k in Q.__mro__])


class R(Y, P): pass


try: P.__bases__ = (X, Y); print("done", [k.__name__ for k in R.__mro__])
except TypeError as e: print(str(e).replace("\n", " "))
print([k.__name__ for k in P.__mro__], [k.__name__ for k in R.__mro__], P.__bases__)

# descriptors and __getattr__ come and go
class Prop(Root):
    @property
    def v(self): return "property"
    def __getattr__(self, name): return "getattr " + name


class Plain(Root): v = "class"


class T(Plain): pass


t = T(); t.v = "own"
def get(): return t.v
print(get(), get(), hasattr(t, "w"))
T.__bases__ = (Prop,)
print(get(), get(), t.w)
T.__bases__ = (Plain,)
print(get(), get(), hasattr(t, "w"))

# a finalizer that comes with a base is that of instances there were
class Fin(Root):
    def __del__(self): print("finalized", type(self).__name__)


class U(Plain): pass


u = U()
U.__bases__ = (Fin,)
del u
gc.collect()
