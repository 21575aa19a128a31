# integers that would need too much memory are refused before they are made
for text in ("1 << 10**19", "1 << (1 << 64)", "(1 << 62) << (1 << 62)", "-1 << 10**20"):
    try:
        eval(text)
        print(text, "no error")
    except (MemoryError, OverflowError) as e:
        print(text, "-> refused")
print(0 << 100, 1 >> 10 ** 30, -1 >> 10 ** 30, 1 ** 10 ** 30, (-1) ** (10 ** 30 + 1), 0 ** 10 ** 30)
print((1 << 100000).bit_length(), len(hex(7 ** 20000)), (3 ** 10000) % 10 ** 12, pow(3, 10 ** 18, 10 ** 9))
