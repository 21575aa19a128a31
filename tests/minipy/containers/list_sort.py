words = ["banana", "Apple", "cherry", "date", "fig"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, reverse=True), sorted(words, key=lambda w: (-len(w), w)))
l = [(1, "b"), (0, "z"), (1, "a"), (0, "a")]
l.sort(key=lambda p: p[0]); print(l)
l.sort(key=lambda p: p[0], reverse=True); print(l)
l.sort(); print(l)
print(sorted([3, 1.5, True, 2]), sorted("hello"), sorted({3: 0, 1: 0}), sorted([[2], [1, 5], [1]]), sorted([]), sorted((x for x in (2, 1))))
for bad in ("sorted([1, 'a'])", "sorted([None, 1])", "[1, 2].sort(key=5)", "sorted(5)", "sorted([1], lambda x: x)", "sorted([{}, {}])"):
    try:
        print(eval(bad))
    except TypeError as e:
        print(bad, "->", e)


class L:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n < o.n
    def __repr__(self): return f"L{self.n}"


print(sorted([L(3), L(1), L(2)]), min(L(2), L(1)), sorted([L(1), L(2)], reverse=True))
n = list(range(1000))
m = [(x * 7919) % 1000 for x in n]
print(sorted(m) == n, sorted(m, reverse=True) == n[::-1], sorted(m, key=lambda x: -x) == n[::-1])


def bad_key(x):
    if x == 3:
        raise ValueError("key")
    return x


l = [5, 3, 4]
try:
    l.sort(key=bad_key)
except ValueError as e:
    print(e, l)
l = [1, 2, 3]


def mutate(x):
    l.append(x)
    return x


try:
    l.sort(key=mutate)
except ValueError as e:
    print(e)
print(sorted([3, 1, 2], key=None), sorted([1, 2, 3, 4], key=lambda x: x % 2))
