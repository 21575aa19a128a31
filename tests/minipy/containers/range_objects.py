for r in (range(5), range(2, 8), range(0, 10, 3), range(10, 0, -2), range(0), range(5, 0), range(-3, 3)):
    print(r, len(r), list(r), r[:2], r[::-1], bool(r), list(reversed(r)), 4 in r, 2.0 in r, "a" in r)
r = range(0, 20, 2)
print(r[3], r[-1], r[2:5], r.index(6), r.count(6), r.count(7), r.start, r.stop, r.step, r == range(0, 19, 2), range(0) == range(5, 5), hash(range(3)) == hash(range(3)))
for bad in ("r[10]", "r.index(7)", "range(1.5)", "range()", "range(1, 2, 0)", "range('a')", "range(1, 2, 3, 4)", "r['a']", "range(3) + range(3)", "range(3) < range(4)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
try:
    r[0] = 1
except TypeError as e:
    print(e)
print(range(10 ** 20, 10 ** 20 + 3)[1], list(range(10 ** 20, 10 ** 20 + 2)), 10 ** 25 in range(10 ** 30), sum(range(101)), max(range(5)), range(True), range(3).__iter__().__next__())
it = iter(range(3))
print(next(it), list(it), list(it), repr(range(1, 5, 1)), {range(2): "x"}[range(0, 2)], [i for i in range(5, 0, -2)])
