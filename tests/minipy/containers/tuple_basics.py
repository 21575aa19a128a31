t = (1, "a", None)
print(t, len(t), t[0], t[-1], t[1:], t + (2,), t * 2, "a" in t, t == (1, "a", None), (1, 2) < (1, 3), (1,) < (1, 0))
print((), (1,), tuple(), tuple([1, 2]), tuple("ab"), 1, (2), t.index("a"), t.count(1), hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[1, 2])
for bad in ("t[5]", "t['a']", "t.index(9)", "t + [1]", "hash(([],))", "(1, 2) < (1, 'a')", "tuple(5)", "t.append(1)", "(1, 2) * 1.5"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
a, b = b, a = 1, 2
print(a, b, t is tuple(t), t[:] == t, tuple(x for x in range(3)), max((3, 1)), sum((1, 2)))
x = 1,
print(x, (1, (2, (3,))), repr((1,)), str(()), sorted(((2, "b"), (1, "z"))), tuple({"k": 1}), (*t, 5), tuple(reversed(t)))


class T(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)

    def first(self):
        return self[0]


s = T(1, 2)
print(s, s.first(), s == (1, 2), type(s + (3,)), type(s[:]), hash(s) == hash((1, 2)), isinstance(s, tuple), [*s], s > (1, 1))
