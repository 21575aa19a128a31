from itertools import *
print(list(product("ab", [1, 2])), list(product("ab", repeat=2)), list(product()), list(product([], "a")), len(list(product(range(3), repeat=3))))
print(list(permutations("abc")), list(permutations("abc", 2)), list(permutations("ab", 3)), list(permutations("", 0)), len(list(permutations(range(5)))))
print(list(combinations("abcd", 2)), list(combinations("abc", 0)), list(combinations("ab", 3)), list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("", 0)), len(list(combinations(range(8), 4))))
for bad in ("permutations('a', -1)", "combinations('a', -1)", "combinations('a')", "product('a', repeat=-1)", "permutations(5)", "combinations('a', 'b')"):
    try: eval(bad)
    except (TypeError, ValueError) as e: print(bad, "->", type(e).__name__)
p = permutations([1, 2]); print(next(p), next(p), next(p, "end"), iter(p) is p)
print(sum(1 for _ in combinations(range(10), 3)), max(permutations([1, 3, 2])), ["".join(x) for x in product("ab", "xy")])
