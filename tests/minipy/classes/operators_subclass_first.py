# contract 4.9: of two operands, the subclass's reflected method goes first
class A:
    def __init__(self, n): self.n = n
    def __add__(self, o): return f"{self.n}.add"
    def __radd__(self, o): return f"{self.n}.radd"
    def __lt__(self, o): return f"{self.n}.lt"
    def __gt__(self, o): return f"{self.n}.gt"
    def __eq__(self, o): return f"{self.n}.eq"
    def __sub__(self, o): return f"{self.n}.sub"


class Sub(A):
    def __radd__(self, o): return f"{self.n}.Sub.radd"
    def __gt__(self, o): return f"{self.n}.Sub.gt"
    def __eq__(self, o): return f"{self.n}.Sub.eq"


class Same(A): pass


a, s, m = A("a"), Sub("s"), Same("m")
print(a + s, s + a, a + m, m + a, a - s)
print(a < s, s < a, a > s, a == s, s == a, a == m)


class I(int):
    def __radd__(self, o): return "I.radd"
    def __rsub__(self, o): return "I.rsub"
    def __mul__(self, o): return "I.mul"


print(1 + I(2), 5 - I(2), I(2) * 3, 3 * I(2), I(1) + 1, sum([I(1), I(2)]))


class L(list):
    def __radd__(self, o): return "L.radd"


print([1] + L([2]), L([1]) + [2])
class S(str):
    def __rmod__(self, o): return "S.rmod"
print("%s" % S("x"))
