for x in (0.0, 1.0, -1.5, 1e10, 1e16, 1e22, 1e23, 1.5e-7, 123.456, 1 / 3, 5e-324, 1.7976931348623157e308, 2.0 ** 70, 100.0, 1e100):
    print(x, repr(x), str(x), f"{x:.3f}" if x < 1e20 else "", f"{x:e}", f"{x:g}", f"{x:.3g}", f"{x:10.2e}")
for text in ("1", "1.5", " 2.5e3 ", "-inf", "Infinity", "nan", "1_0.5", ".5", "5.", "1e5", "+3", "0x1", "", "abc", "1.5.2", "1 2"):
    try:
        print(repr(text), float(text))
    except ValueError as e:
        print(e)
for bad in ([], None, "x"):
    try:
        float(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(float(10 ** 22), float(True), float(), 1e3, 1E3, 1_0.0_1, 0.1e1)
try:
    float(10 ** 400)
except OverflowError as e:
    print(e)
try:
    10 ** 400 / 3
except OverflowError as e:
    print(e)
print(10 ** 400 // 10 ** 399, 10 ** 400 / 10 ** 399, 7 / 10 ** 20)
