for a, b in ((7, 3), (-7, 3), (7, -3), (-7, -3), (0, 5), (10**20, 7), (-10**20, 10**10)):
    print(a + b, a - b, a * b, a // b, a % b, divmod(a, b), a / b)
for op in ("1 // 0", "1 % 0", "1 / 0", "divmod(1, 0)", "0 ** -1", "10**30 // 0", "2.0 // 0", "2.0 % 0"):
    try:
        print(eval(op))
    except ZeroDivisionError as e:
        print(op, "->", e)
print(2 ** 10, 2 ** 0, 0 ** 0, (-2) ** 3, 2 ** -2, pow(3, 4, 5), pow(3, -1, 7), pow(2, 100, 1000))
print(abs(-5), -(-5), +5, ~5, ~-1, round(15, -1), round(25, -1), round(-15, -1), round(5))
print(int(), int(3.9), int(-3.9), int("  42 "), int("-0b11", 0), int("ff", 16), int("0x1F", 16), int("z", 36), int("1_000"))
print((5).bit_length(), (-5).bit_length(), (0).bit_length(), (255).bit_count(), (3).as_integer_ratio(), (5).conjugate())
print((3).numerator, (3).denominator, (3).real, (3).imag, (7).__add__(2), (7).__add__("a"))
