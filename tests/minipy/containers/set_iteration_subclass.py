s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
print(sorted(x * 2 for x in {1, 2}), [x for x in {5}], tuple({7}), list(frozenset({8})), dict.fromkeys({9}))


class S(set):
    def total(self):
        return sum(self)

    def __contains__(self, x):
        return x == "magic" or super().__contains__(x)


t = S([1, 2])
print(t.total(), "magic" in t, 5 in t, t == {1, 2}, type(t | {3}), type(t.copy()), len(t), isinstance(t, set), sorted(t), repr(S([1])), t.__class__.__name__)
t.name = "n"
print(t.name, t - {1}, t.add(9), 9 in t)


class F(frozenset):
    pass


f = F([1])
print(f, hash(f) == hash(frozenset([1])), f | {2}, type(f | {2}).__name__, f == {1}, f.copy() == f)


class E:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __hash__(self): return self.n % 2


u = {E(i) for i in (1, 2, 3, 1, 2)}
print(len(u), E(3) in u, E(5) in u, len(u - {E(1)}), len(u & {E(1), E(7)}))
