def f(*args, **kwargs):
    return args, kwargs


print(f(*[1, 2], 3, *(4,), a=1, **{"b": 2}, **{"c": 3}))
print(f(*"ab", *range(2)), f(**{}), f(*()))
print(f(*{"k": 1}), f(*(x for x in range(2))))
for call in ("f(**{'a': 1}, a=2)", "f(a=1, **{'a': 1})", "f(*5)", "f(**5)", "f(**{1: 2})", "f(*None)"):
    try:
        print(eval(call))
    except TypeError as e:
        print(call, "->", e)


class M:
    def keys(self):
        return ["x", "y"]

    def __getitem__(self, k):
        return k * 2


print(f(**M()))
print(max(*[1, 5, 3]), "{} {}".format(*["a", "b"]), print(*[], sep="") is None)


def g(a, b=2, *c, d, e=5):
    return a, b, c, d, e


print(g(1, d=4), g(*[1, 2, 3, 4], **{"d": 0}), g(d=1, *[9]))
