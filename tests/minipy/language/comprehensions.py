print([x * x for x in range(5)])
print([x for x in range(20) if x % 2 if x % 3])
print([(x, y) for x in range(3) for y in range(x)])
print({x: x ** 2 for x in range(4)})
print(sorted({x % 3 for x in range(10)}))
print([[y for y in range(x)] for x in range(4)])
x = "outer"
print([x for x in range(3)], x)
print([f"{k}={v}" for k, v in {"a": 1, "b": 2}.items()])
print([a + b for a, b in [(1, 2), (3, 4)]], [first for first, *_ in ["abc", "de"]])
print([i for i in range(5) if (lambda n: n > 2)(i)])


def f(n):
    return [lambda: n + i for i in range(3)]


print([g() for g in f(10)])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)])
print([y for x in [1, 2] for y in [x] * x])
print({k: [v for v in range(k)] for k in range(3)})


class C:
    values = [1, 2, 3]
    doubled = [v * 2 for v in values]


print(C.doubled)
try:
    [1 / x for x in (1, 0)]
except ZeroDivisionError as e:
    print(e)
print([x for x in (y for y in range(3))], list(zip(*[[1, 2], [3, 4]])))
