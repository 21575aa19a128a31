s = {3, 1, 2, 3}
print(len(s), sorted(s), 1 in s, 9 in s, s == {1, 2, 3}, set(), set("aab") == {"a", "b"}, frozenset([1]), {1}, bool(set()))
s.add(4); s.add(1); s.discard(99); s.discard(2); s.remove(3); s.update([7, 8], (9,)); print(sorted(s))
a, b = {1, 2, 3}, {2, 3, 4}
print(a | b, a & b, a - b, a ^ b, a < b, {2} < a, a <= a, a > {1}, a >= {1, 5}, a.isdisjoint({9}), a.issubset([1, 2, 3, 4]), a.issuperset((1,)))
print(a.union([9], "x") == {1, 2, 3, 9, "x"}, a.intersection([1, 9], {1}), a.difference([1], [2]), a.symmetric_difference([1, 5]), a.copy() is a)
a |= {10}; a &= {1, 2, 10}; a -= {1}; a ^= {2, 3}; print(sorted(a))
a.intersection_update([3, 10]); a.difference_update([10]); a.symmetric_difference_update([5]); print(sorted(a))
for bad in ("set().pop()", "{1}.remove(2)", "{[]}", "{1} | [1]", "{1} < [1]", "set(5)", "hash({1})", "{{}}", "set([[]])", "{1} + {2}", "set(1, 2)", "{1}.union(5)", "frozenset([1]).add(2)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
f = frozenset([1, 2])
print(f, hash(f) == hash(frozenset([2, 1])), {f: "k"}[frozenset({1, 2})], f == {1, 2}, f | {3}, type(f | {3}), type({3} | f), {f}, f - {1}, f.union([5]) == {1, 2, 5})
x = {1}; x.add(frozenset({1})); print(frozenset({1}) in x, {1} in x, len(x), {1, 2, 3}.pop() in {1, 2, 3}, sorted({"b", "a"}), max({3, 9}), sum({1, 2}))
x.clear(); print(x, repr(frozenset()), {1, 1.0, True}, {*()} == set(), {*"ab"} == {"a", "b"}, set() == frozenset(), {1: 1}.keys() == {1})
