calls = []


def v(x):
    calls.append(x)
    return x


print(v(1) < v(2) < v(3), calls)
calls.clear()
print(v(3) < v(2) < v(1), calls)
calls.clear()
print(v(1) == v(1) != v(2) > v(0) <= v(0), calls)
print(1 < 2 > 1, 1 < 3 > 5, "a" < "b" < "c", 1 in [1, 2] == True, not 1 in [1])
one, two = 1, 2
print(one is not None is not two, (1 < 2) < 2)
x = 5
print(0 <= x < 10, 0 <= x < 5, x if 0 < x < 10 else "out")


class Odd:
    def __lt__(self, other):
        return []

    def __gt__(self, other):
        return "yes"


print(Odd() < 1 < 2, 1 < Odd() < 3)
