class Registry(type):
    known = {}
    def __new__(m, name, bases, ns):
        c = super().__new__(m, name, bases, ns)
        if bases: m.known[ns.get("tag", name.lower())] = c
        return c
class Plugin(metaclass=Registry):
    @classmethod
    def make(cls, tag, *a): return Registry.known[tag](*a)
class A(Plugin):
    def __init__(self, x): self.x = x
class B(Plugin): tag = "bee"
print(sorted(Registry.known), Plugin.make("a", 5).x, type(Plugin.make("bee")).__name__)
class Cached(type):
    def __init__(c, *a): super().__init__(*a); c._made = {}
    def __call__(c, *a):
        if a not in c._made: c._made[a] = super().__call__(*a)
        return c._made[a]
class Point(metaclass=Cached):
    def __init__(self, x, y): self.x, self.y = x, y
print(Point(1, 2) is Point(1, 2), Point(1, 2) is Point(2, 1), len(Point._made))
class Borg:
    _state = {}
    def __init__(self): self.__dict__ = self._state
a, b = Borg(), Borg(); a.x = 5; print(b.x, a is b)
class Immutable:
    __slots__ = ("x",)
    def __init__(self, x): object.__setattr__(self, "x", x)
    def __setattr__(self, n, v): raise AttributeError(f"{n} is read-only")
i = Immutable(1)
try: i.x = 2
except AttributeError as e: print(e, i.x)
