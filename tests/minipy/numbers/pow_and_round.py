print(pow(2, 3), pow(2, 3, 5), pow(-2, 3, 5), pow(2, -1, 5), pow(0, 0), pow(2.0, 3), pow(2, 0.5), pow(10, -2))
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(0.15, 1), round(2.345, 2), round(1e16, 3), round(123456, -3), round(1.0, 5))
print(round(10 ** 20 + 5, -1), round(55, -2), round(-55, -1), round(5, 3), type(round(5.0)), type(round(5.0, 0)), round(True))
for bad in ("pow(2, -1, 4)", "pow(2, 3, 0)", "pow(2.0, 3, 5)", "pow('a', 1)", "round(1.5, 'a')", "round(float('inf'))", "pow(2)"):
    try:
        print(eval(bad))
    except (ValueError, TypeError, OverflowError) as e:
        print(bad, "->", type(e).__name__, e)
print(pow(3, 10 ** 6, 10 ** 9 + 7), pow(base=2, exp=5), pow(2, 5, mod=7))
print(3 ** 200 % 1000, (-3) ** 3, -3 ** 2, 2 ** 2 ** 3, (2 ** 2) ** 3)
