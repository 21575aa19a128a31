a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), c = (1, 2), 3
[x, [y, z]] = 1, (2, 3)
print(a, b, c, x, y, z)
first, *middle, last = range(5)
print(first, middle, last)
*start, end = "abc"
print(start, end)
one, *none = [1]
print(one, none)
*everything, = (1, 2)
print(everything)
a = b = c = []
a.append(1)
print(b is c, c)
d = [0, 1, 2]
i = 0
i, d[i] = 1, "x"
print(i, d)
d[0], d[1], *d[2:] = "pqrs"
print(d)
for bad in ("a, b = 1,", "a, b = 1, 2, 3", "a, *b, c = 1,", "a, b = 5", "a, b = {}"):
    try:
        exec(bad)
    except (ValueError, TypeError) as e:
        print(bad, "->", type(e).__name__, e)
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], *[2]} == {1, 2}, {**{"a": 1}, "b": 2, **{"a": 3}})
