class Base:
    def __init__(self, **kw): print("Base", sorted(kw)); super().__init__()
    def describe(self): return ["Base"]
class Named:
    def __init__(self, name="n", **kw): self.name = name; print("Named"); super().__init__(**kw)
    def describe(self): return ["Named " + self.name] + super().describe()
class Sized:
    def __init__(self, size=0, **kw): self.size = size; print("Sized"); super().__init__(**kw)
    def describe(self): return [f"Sized {self.size}"] + super().describe()
class Thing(Named, Sized, Base):
    def __init__(self, **kw): super().__init__(**kw); print("Thing")
t = Thing(name="x", size=5, rest=1); print(t.describe(), [c.__name__ for c in Thing.__mro__])
class Cmp:
    def __eq__(self, o): return self.key() == o.key()
    def __lt__(self, o): return self.key() < o.key()
    def __hash__(self): return hash(self.key())
class Repr:
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in sorted(vars(self).items()))})"
class P(Cmp, Repr):
    def __init__(self, a, b): self.a, self.b = a, b
    def key(self): return self.a, self.b
print(sorted([P(2, 1), P(1, 5), P(1, 2)]), P(1, 1) == P(1, 1), len({P(1, 1), P(1, 1)}))
class Loud(str):
    def __str__(self): return super().__str__().upper()
print(Loud("abc"), f"{Loud('x')}", "%s" % Loud("y"), Loud("z") + "!")
