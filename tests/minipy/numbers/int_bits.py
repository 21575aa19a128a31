for a, b in ((12, 10), (-12, 10), (12, -10), (-12, -10), (2 ** 70, 2 ** 69 + 5), (-2 ** 70, 2 ** 65 - 1)):
    print(a & b, a | b, a ^ b, ~a)
print(1 << 0, 1 << 5, 1 << 100, -1 << 70, (1 << 100) >> 90, -1 >> 5, -9 >> 1, -2 ** 80 >> 70, 5 >> 100, 5 << 0)
for bad in ("1 << -1", "1 >> -1", "1 << 'a'", "1.5 & 1", "1 | None"):
    try:
        eval(bad)
    except (ValueError, TypeError) as e:
        print(bad, "->", type(e).__name__, e)
print(True & 1, True | False, True ^ True, type(True & True), type(True & 1), True << 3)
print(0xFF ^ 0b1010, 0o17 & 0xC, 0xdead_beef >> 16 & 0xffff)
x = 1
x <<= 64
x |= 1
x >>= 1
x ^= 2 ** 63
print(x)
