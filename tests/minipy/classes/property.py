# contract 4.5
class C:
    def __init__(self): self._x = 0

    @property
    def x(self):
        "Doc of x."
        return self._x

    @x.setter
    def x(self, v):
        self._x = v * 2

    @x.deleter
    def x(self):
        self._x = "deleted"

    @property
    def ro(self): return "ro"


c = C()
c.x = 5
print(c.x, C.x.__doc__, type(C.x).__name__, C.x.fget(c))
del c.x
print(c.x)
for bad in ("c.ro = 1", "del c.ro"):
    try:
        exec(bad)
    except AttributeError as e:
        print(bad, "->", e)
c.__dict__["ro"] = "shadow"
print(c.ro)


class D(C):
    @property
    def x(self): return "D " + str(super().x)

    @C.ro.getter
    def ro(self): return "D.ro"


d = D()
d._x = 7
print(d.x, d.ro)
try:
    d.x = 1
except AttributeError as e:
    print(e)


class E:
    def get(self): return 1
    def set(self, v): print("set", v)
    p = property(get, set, None, "doc")
    w = property(None, set)


e = E()
e.p = 3
print(e.p, E.p.__doc__)
e.w = 4
try:
    e.w
except AttributeError as ex:
    print(ex)


class Broken:
    @property
    def p(self): raise AttributeError("inside")

    def __getattr__(self, name): return "getattr " + name


print(Broken().p, isinstance(vars(C)["x"], property), property().fget)
