if (n := len("hello")) > 3:
    print(n)
print([y := 1, y + 1, y ** 2 + 3], y)
data = iter([1, 2, 0, 3])
while (item := next(data)):
    print("item", item)
print([last := x for x in range(3)], last)
print(any((found := x) > 2 for x in range(10)), found)


def f():
    total = 0
    values = [total := total + v for v in (1, 2, 3)]
    return values, total


print(f())
print((z := 5) + z, (lambda: (w := 3) * w)())
x = [(a := 1), (b := 2)]
print(a, b, x)
