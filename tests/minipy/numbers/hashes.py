# Hashes of numbers: those of equal numbers are equal, whatever their type, and they are CPython's.
P = 2 ** 61 - 1
for n in (0, 1, -1, -2, 5, P - 1, P, P + 1, -P, -P - 1, -P + 1, 2 ** 62, 2 ** 63, -2 ** 63, 2 ** 64, 2 ** 64 - 1, 2 ** 100, -2 ** 100, 10 ** 30, P * P, P * 7 + 3, 3 ** 500):
    print(n if abs(n) < 10 ** 31 else "big", hash(n), hash(-n))
for x in (0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 0.1, 1e300, -1e300, 5e-324, 1.7976931348623157e308, float("inf"), float("-inf"), 2.0 ** 62, 2.0 ** 100, 123456789.125):
    print(x, hash(x))
print(all(hash(float(n)) == hash(n) for n in (0, 1, -1, 2 ** 53, -2 ** 53, 2 ** 61, 2 ** 62, 2 ** 63, 2 ** 64, 2 ** 80, 2 ** 1000, -2 ** 1000)))
print(hash(True), hash(False), {1: "int"}[True], {1.0: "float"}[1], {2 ** 80: "big"}[2.0 ** 80], {-1: "minus"}[-1.0])


class H:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
    def __eq__(self, other): return True


for h in (0, -1, -2, P, 2 ** 62, 2 ** 63 - 1, -2 ** 63, 2 ** 63, 2 ** 64, 10 ** 30, -10 ** 30, True):
    print(hash(H(h)))
print({-1: "found"}[H(-1)], {H(-2): "found"}[-1], {1.5: "found"}[H(hash(1.5))], {10 ** 30: "found"}[H(hash(10 ** 30))])
for bad in (1.5, "x", None):
    try: hash(H(bad))
    except TypeError as e: print(e)


class I(int): pass
class F(float): pass


print(hash(I(7)), hash(F(1.5)) == hash(1.5), {I(-1): 1}[-1], {-1: 1}[I(-1)], {2 ** 70: 1}[I(2 ** 70)], int.__hash__(-1), float.__hash__(-1.0))
import sys
print(sys.hash_info.modulus == P, sys.hash_info.inf, sys.hash_info.width, sys.hash_info.nan)
s = {0.1 + 0.2, 0.3, 3, 3.0, True, 1, 1.0, 2 ** 70, 2.0 ** 70}
print(len(s), len({i / 7 for i in range(1000)}), len({i * 2 ** 40 for i in range(1000)}), len({-i for i in range(1000)} | {float(-i) for i in range(1000)}))
