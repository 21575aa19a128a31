# contract 4.7
class S:
    __slots__ = ("a", "b")

    def __init__(self, a): self.a = a


s = S(1)
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"))
s.b = 2
del s.a
for bad in ("s.a", "s.c = 1", "s.c", "del s.a", "s.__dict__", "vars(s)"):
    try:
        exec(bad)
    except (AttributeError, TypeError) as e:
        print(bad, "->", type(e).__name__, e)


class T(S):
    __slots__ = "c"


t = T(5)
t.c = 3
print(t.a, t.c, T.__slots__, type(S.a).__name__, S.a.__get__(t))
try:
    t.d = 1
except AttributeError as e:
    print(e)


class U(S): pass


u = U(1)
u.anything = 2
print(u.__dict__, u.a)


class V:
    __slots__ = ("x", "__dict__")


v = V()
v.x = 1
v.y = 2
print(v.__dict__, v.x)


class W:
    __slots__ = ()


for source in ("class X(S):\n __slots__ = ('a', 'z')\nx = X(1)\nprint(x.a)", "class X:\n __slots__ = ('p',)\n p = 1", "class X(int):\n __slots__ = ('q',)", "class X:\n __slots__ = (1,)", "class X:\n __slots__ = ('not ident',)", "W().x = 1", "class M(S, V): pass", "class X:\n __slots__ = ['__dict__', '__dict__']"):
    try:
        exec(source)
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)


class P:
    __slots__ = ("__private", "pub")
    def __init__(self): self.__private = 1
    def get(self): return self.__private


print(P().get(), "_P__private" in dir(P))
