"""Calls with a star, and slices: the usual, and what is not."""


def f(a, b=2, *rest, c=3):
    return a, b, rest, c


class C:
    def m(self, *args, **named):
        return self.name, args, named

    name = "C"


def gen(*args):
    yield args


items = (1, 2, 3)
c = C()
for args in ((1,), (1, 2), items, [1, 2], range(4), "ab", {5: 6}, (x for x in items)):
    print(f(*args), c.m(*args) if not hasattr(args, "send") else "")
print(c.m(*(), **{"x": 1}), f(*items, c=4), list(gen(*items)), max(*items), C.m(c, *items), (lambda *a: a)(*items))
for bad in (lambda: f(*5), lambda: f(*()), lambda: c.m(**{1: 2}), lambda: (lambda: 0)(*items), lambda: C(*items)):
    try:
        print(bad())
    except TypeError as error:
        print(type(error).__name__)


class Made:
    def __init__(self, *args):
        self.args = args


print(Made(*items).args, Made(*[]).args, print(*items, sep="-"))
print(len((lambda *a: a)(*range(1000))))

text, numbers, pair = "hello", [0, 1, 2, 3, 4], (1, 2)
for start in (None, 0, 1, -2, 10, -10, True, 2 ** 70):
    for stop in (None, 0, 3, -1, 10, -10):
        print(text[start:stop], numbers[start:stop], pair[start:stop], "h\u00e9llo"[start:stop], end=" ")
    print()
print(text[::2], numbers[::-1], pair[::], text[1::], text[:] is text, pair[:] is pair, numbers[:] is numbers)
print(text[0], text[-1], "".join(c for c in text), text[1:1] == "", [chr(97 + i) for i in range(3)])


class Sliced:
    def __getitem__(self, key):
        return key


print(Sliced()[1:2], Sliced()[:], Sliced()[::3], Sliced()[1:2, ::2])
five = 5
for bad in (lambda: text["a":], lambda: five[1:2], lambda: text[5], lambda: numbers[:1.5]):
    try:
        print(bad())
    except (TypeError, IndexError) as error:
        print(error)

print("%d:%s" % (5, "ab"), "%s" % "x", "%d%%" % 7, "%s %s" % (1, None), "%d" % True, "%d" % 2.9, "%s" % (1,), "%-5d|" % 3)
for bad in (lambda: "%d" % "x", lambda: "%d %d" % (1,), lambda: "%d" % (1, 2), lambda: "%s" % ()):
    try:
        print(bad())
    except TypeError as error:
        print(error)
print(f"{5:>8}|{5:<8}|{-5:3}|{5:08}|{5:+}|{12345:,}|{5:^5}|{5:d}|{10 ** 20:>25}|{'name'!r}|{chr(39)!r}|{'a' + chr(92)!r}")

keys = {(1, "a"): 1, (1.0, "a"): 2, (True, "b"): 3, ((1,), 2): 4, (None,): 5}
print(keys, keys[1, "a"], keys.get((1, "b")), keys[(1,), 2], (2, "a") in keys, (None,) in keys, () in keys)


class Key:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, (Key, int)) and hash(self) == hash(other)

    def __hash__(self):
        return hash(self.n)


mixed = {(Key(1), 2): "key", (3, 4): "numbers"}
print(mixed[1, 2], mixed[Key(3), 4], (Key(1), 2) in mixed, hash((1, 2)) == hash((1.0, Key(2))), {(1, 2)} == {(Key(1), 2)})
