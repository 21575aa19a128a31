# hash, format, index, sizeof, reversed, getitem with slices, missing pieces
class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __iter__(self): yield self.x; yield self.y
    def __format__(self, spec): return format(self.x, spec) + ";" + format(self.y, spec)
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __bool__(self): return self.x != 0
    def __complex_not(self): pass
    def __lt__(self, o): return self.x < o.x
    def __neg__(self): return P(-self.x, -self.y)
    def __abs__(self): return self.x + self.y
    def __repr__(self): return f"P({self.x}, {self.y})"
    def __round__(self, n=0): return P(round(self.x, n), round(self.y, n))
    def __len__(self): return 2
    def __reversed__(self): return [self.y, self.x]
    def __matmul__(self, o): return self.x * o.x + self.y * o.y


p, q = P(1, 2), P(3.14159, 4)
x, y = p
print(x, y, f"{q:.2f}", {p: "a"}[P(1, 2)], p[0], p[:], p[-1], list(p), bool(P(0, 1)), -p, abs(p), round(q, 1), len(p), reversed(p), p @ q, sorted([q, p]), p in [P(1, 2)], max(p, q), [*p, *q], dict([p]), {P(1, 2), P(1, 2)})
print("{0.x} {0.y} {0:>3}".format(p), "%s %r" % (p, p), str([p]), (p, q)[True])
