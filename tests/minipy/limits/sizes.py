# Sizes that no memory holds are refused at once, whatever asks for them.
def attempt(what):
    try:
        print(what())
    except (MemoryError, OverflowError, ValueError, IndexError) as error:
        print(type(error).__name__, error)


for make in (
    lambda: "a" * 10**12,
    lambda: [0] * 10**13,
    lambda: (0,) * 10**13,
    lambda: list(range(10**13)),
    lambda: tuple(range(10**13)),
    lambda: sorted(range(10**13)),
    lambda: [0, *range(10**14)],
    lambda: [].extend(iter(range(10**14))),
    lambda: "a" * 10**30,
    lambda: "a" * -(10**30),
    lambda: "" * 10**30,
    lambda: [0] * 10**30,
    lambda: list(range(10**30)),
    lambda: len(range(10**30)),
    lambda: format(1, "1000000000000"),
    lambda: "%1000000000000d" % 1,
    lambda: "%.1000000000000f" % 1.0,
    lambda: "a".ljust(10**12),
    lambda: "%c" % 10**12,
    lambda: chr(10**30),
    lambda: 1 << 10**30,
    lambda: [1, 2][10**30],
):
    attempt(make)


class Hints:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        if isinstance(self.hint, type):
            raise self.hint
        return self.hint


for hint in (0, 1, True, 100, 10**15, TypeError, NotImplemented):
    try:
        print(list(Hints(hint)))
    except MemoryError:
        print("MemoryError")
for hint in (KeyError, -1, "many", 10**30):
    try:
        list(Hints(hint))
    except (KeyError, ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
