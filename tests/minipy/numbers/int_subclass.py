class I(int):
    def __add__(self, other):
        return I(int(self) + int(other) + 100)

    def __repr__(self):
        return f"I({int(self)})"

    def double(self):
        return self * 2


i = I(5)
print(i, i + 1, 1 + i, i - 1, type(i - 1), i.double(), i == 5, hash(i) == hash(5), {5: "five"}[i], [10, 20, 30, 40, 50, 60][i])
print(isinstance(i, int), I("12"), I(), int(i), -i, type(-i), type(int(i)), i > 3, range(i)[2], "a" * i, i.bit_length())
i.attribute = "attr"
print(i.attribute, f"{i:03d}", "%d" % i, str(i), float(i), divmod(i, 2), bool(I(0)))


class F(float):
    def __new__(cls, x, unit):
        self = super().__new__(cls, x)
        self.unit = unit
        return self


f = F(2.5, "m")
print(f, f.unit, f + 1, type(f + 1), f * f, isinstance(f, float), round(f), f == 2.5, repr(f))


class B(int):
    def __bool__(self):
        return False

    def __eq__(self, other):
        return "eq"

    __hash__ = int.__hash__


print(bool(B(1)), B(1) == 2, hash(B(7)))
