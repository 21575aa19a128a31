for n in (0, 5, -5, 255, -255, 10 ** 20, -10 ** 20, 2 ** 64):
    print(n, repr(n), str(n), hex(n), oct(n), bin(n), f"{n:x} {n:X} {n:o} {n:b} {n:#x} {n:#b}")
for text in ("12", " 12\n", "+7", "-7", "1_2", "0012", "٣", ""):
    try:
        print(repr(text), int(text))
    except ValueError as e:
        print(e)
for text, base in (("12", 3), ("0b1", 2), ("0x", 16), ("9", 8), ("zz", 36), ("1__2", 10), ("_1", 10), ("0o17", 0), ("017", 0), ("00", 0)):
    try:
        print(text, base, int(text, base))
    except ValueError as e:
        print(e)
for bad in ("int([])", "int(None)", "int('1', 1)", "int('1', 37)", "int(1, 2)", "int(float('nan'))", "int(float('inf'))"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
print(int("1" * 200) == (10 ** 200 - 1) // 9, len(str(3 ** 1000)), str(7 ** 77))
print(0b101, 0o17, 0xFf, 1_000_000, 0b_1, 00)
