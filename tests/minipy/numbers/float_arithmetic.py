for a, b in ((7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (0.1, 0.2), (1e300, 1e300), (1.0, 3)):
    print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, inf * 0, inf > 1e308, nan == nan, nan != nan, nan < 1, nan in [nan])
print(2.0 ** 0.5, 2 ** 0.5, (-8) ** 2.0, 2.0 ** -1, 0.0 ** 0, 1e-10 ** 3)
print(0.1 + 0.2, 1 / 3, 2 / 3, 1e16, 1e15, 1e-4, 1e-5, 123456789012345678.0, -0.0, 0.0 == -0.0)
print(5 // 2.0, 5 % 2.5, -5 // 2.0, -5 % 3.0, 5.0 % -3, divmod(-5.5, 2))
print(abs(-2.5), -2.5, +2.5, round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(1e20), type(round(2.5)))
print((2.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (3.7).__trunc__(), (2.5).hex(), float.fromhex("0x1.8p1"))
for bad in ("2.0 ** 10000", "(-8.0) ** 0.5 if False else 10.0 ** 400", "int(1e400)", "round(float('nan'))"):
    try:
        print(bad, eval(bad))
    except (OverflowError, ValueError) as e:
        print(bad, "->", type(e).__name__, e)
