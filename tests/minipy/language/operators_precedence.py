print(2 + 3 * 4 ** 2 // 5 % 7 - -1)
print(-2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 2)
print(1 | 2 ^ 3 & 4 << 1, 7 & 3 == 3, 1 + 1 << 2, ~1 + 2, -3 // 2, -3 % 2)
print(not 1 == 2, not (1 and 0) or 1, 1 or 0 and 0)
print(1 < 2 == True, 3 in [3] and 4 not in [3])
print("a" + "b" * 2, [1] + [2] * 2, -1 .__abs__() if False else (-1).__abs__())
print(5 - 3 - 1, 2 * 3 % 4, 100 / 10 / 5, 7 // 2 * 2)
print(lambda: 1 if 0 else 2) if False else print((lambda: 1 if 0 else 2)())
x = 1, 2 if 0 else 3
print(x, 1 if 1 else 2 + 5, (1 if 1 else 2) + 5)
s = "abc"
print(True if "a" in s is not None else False)
print(1 + 2 if True else 3, [*(1, 2), 3][-1], {**{}}["a"] if False else "ok")
