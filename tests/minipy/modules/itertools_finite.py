from itertools import *
import operator
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 4], max)), list(accumulate([], initial=5)), list(accumulate([1, 2], operator.mul, initial=10)))
print(list(chain("ab", [1], ())), list(chain()), list(chain.from_iterable([[1], "x", (2,)])), list(compress("abcdef", [1, 0, 1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 4, 1])), list(takewhile(lambda x: x < 3, [1, 4, 1])), list(filterfalse(lambda x: x % 2, range(5))), list(filterfalse(None, [0, 1, ""])))
print([(k, list(g)) for k, g in groupby("aaabbc")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], lambda x: x % 2)], list(pairwise("abcd")), list(pairwise("a")), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("abc", "x", fillvalue="-")), list(zip_longest("ab", [1])))
print(list(islice("abcdefg", 2)), list(islice("abcdefg", 2, 4)), list(islice("abcdefg", 2, None)), list(islice("abcdefg", 0, None, 3)), list(islice("ab", 5, 10)))
it = iter("abcdef"); print(list(islice(it, 2)), next(it), list(islice(it, 1, 2)), list(it))
a, b, c = tee(iter([1, 2, 3]), 3)
print(next(a), next(a), list(b), list(a), list(c), tee("ab", 0))
g = groupby("aab"); k, first = next(g); k2, second = next(g); print(k, list(first), k2, list(second))
g = groupby("aabb"); next(g)[1].__next__(); print([(k, list(v)) for k, v in g])
for bad in ("list(islice('a', -1))", "islice('a', 1, 2, 0)", "tee('a', -1)", "chain(5).__next__()", "list(starmap(pow, [2]))", "zip_longest(5)", "groupby()", "islice()", "accumulate(5)", "zip_longest('a', fill=1)"):
    try: print(eval(bad))
    except (TypeError, ValueError) as e: print(bad, "->", type(e).__name__)
