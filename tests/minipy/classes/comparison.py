# contract 4.9
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return isinstance(o, V) and self.n == o.n
    def __lt__(self, o): return self.n < o.n
    def __repr__(self): return f"V{self.n}"


a, b, c = V(1), V(2), V(1)
print(a == c, a != c, a == b, a != b, a < b, b > a, a == 1, 1 == a, a != 1, a in [b, c], [a] == [c], (a,) == (c,), {1: a} == {1: c})
for bad in ("a <= b", "a >= b", "hash(a)", "{a}", "a < 1"):
    try:
        print(eval(bad))
    except (TypeError, AttributeError) as e:
        print(bad, "->", type(e).__name__, e)
print(sorted([V(3), V(1), V(2)]), max(V(1), V(5)), min([V(2), V(1)]))


class Plain: pass


p, q = Plain(), Plain()
print(p == p, p == q, p != q, p in [p], hash(p) == hash(p), p == NotImplemented)


class NI:
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented


n = NI()
print(n == n, n == 1, n != n, n == NI())
try:
    n < n
except TypeError as e:
    print(e)


class Any:
    def __eq__(self, o): return [o]
    def __ne__(self, o): return "ne"
    def __lt__(self, o): return 0
    def __ge__(self, o): return "ge"


x = Any()
print(x == 5, x != 5, 5 == x, 5 != x, x < 1, 1 > x, x >= 1, 1 <= x, bool(x == 0), 7 in [x])


class Sub(V):
    pass


class H(V):
    __hash__ = V.__hash__ if V.__hash__ else (lambda self: 5)


print(Sub.__hash__, H(1).__hash__(), len({H(1), H(1), H(2)}))
