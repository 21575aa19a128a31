print(min(3, 1, 2), max([1, 5, 3]), min("hello"), max("a", "bb", key=len), min([], default=0), max((), default=None), max([1], default=5))
print(sum([1, 2, 3]), sum([1.5, 2]), sum(range(5), 10), sum([[1], [2]], []), sum(()), sum([True, True]), sum([10 ** 20, 1]), sum([0.1] * 3))
print(max([(1, "a"), (1, "b")]), min({"b": 1, "a": 2}), max({"b": 1, "a": 2}, key=lambda k: {"b": 1, "a": 2}[k]), min([3, 1, 1.0]), max([1, 1.0, True]))
print(any([]), all([]), any([0, "", None]), all([1, "a", [0]]), any(x == 2 for x in range(3)), all(x for x in (1, 0, 1 / 1)))
for bad in ("min([])", "max()", "min(5)", "max(1, 'a')", "sum(['a'])", "sum(5)", "min([], key=len)", "max([1, None])", "sum([1], 'a')", "any(5)", "max(1, 2, default=3)", "sum([[1]])", "min(1, 2, wrong=1)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
print(abs(-3), abs(2.5), len("abc"), len([]), len({1: 2}), len({1}), len(range(5)), divmod(17, 5), pow(2, 8), round(3.7))
print(list(map(max, [1, 5], [3, 2])), max(map(len, ["a", "bbb"])), min(x ** 2 - 4 * x for x in range(5)), sorted([min, max], key=lambda f: f.__name__)[0](4, 2))
