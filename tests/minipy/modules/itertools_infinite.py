from itertools import count, cycle, repeat, islice
print(list(islice(count(), 3)), list(islice(count(5, -2), 3)), list(islice(count(0.5, 0.25), 3)), list(islice(cycle("ab"), 5)), list(islice(cycle([]), 3)), list(repeat("x", 3)), list(islice(repeat(1), 2)))
c = count(3); print(next(c), c, count(), count(1.5), count(2, 5), repeat(5), repeat(5, 2), list(map(pow, range(4), repeat(2))), list(zip("ab", count(1))))
print(list(repeat(1, 0)), list(repeat(1, -5)), repeat(1, times=2), next(count(10 ** 20)))
for bad in ("count('a')", "cycle(5)", "repeat()", "repeat(1, 'a')", "islice(5, 1)"):
    try: eval(bad)
    except TypeError as e: print(bad, "TypeError")
it = iter([1, 2]); cy = cycle(it)
print([next(cy) for _ in range(5)], iter(cy) is cy, iter(c) is c)
