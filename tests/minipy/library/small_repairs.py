# Of several modules: what a program may do with them that is less usual.
import bisect
import copy
import random
import re
from collections import OrderedDict
from enum import Enum, auto
from itertools import pairwise


def tried(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


# An OrderedDict is made without update(), and pop() asks neither __missing__ nor the other methods.
class Guarded(OrderedDict):
    def update(self, *args, **kwargs):
        raise Exception("not asked")

    def __missing__(self, key):
        return 0

    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)

    def __delitem__(self, key):
        print("delete", key)
        super().__delitem__(key)


g = Guarded([("a", 1)], b=2)
print(list(g), g.pop("a"), tried(g.pop, "a"), g.pop("a", 5), g.pop("a", default=6), list(g))
o = OrderedDict(a=1)
o.mark = ["m"]
print(copy.copy(o).mark is o.mark, copy.deepcopy(o).mark, copy.copy(o) == o, hasattr(o.copy(), "mark"))

s = slice([1], 2, None)
d = copy.deepcopy(s)
print(d == s, d.start is s.start, copy.copy(s) is s)

for f in bisect.insort_left, bisect.insort_right:
    print(tried(f, 5, 1))


class Several(Enum):
    ONE = auto()
    TWO = (auto(), auto())
    THREE = (auto(), auto(), auto())


print([each.value for each in Several])


class Late(Enum):
    first = 1

    def _generate_next_value_(name, start, count, last):
        return name

    second = auto()


print([each.value for each in Late])


class Ender:
    """Asks for its own pairs."""

    def __iter__(self):
        return self

    def __next__(self):
        if not self.asked:
            self.asked = True
            print("inner", list(self.pairs))
        return 1

    asked = True


e = Ender()
e.count = 0
e.pairs = pairwise(e)
print(next(e.pairs), next(e.pairs))


class Field:
    def __set_name__(self, owner, name):
        raise TypeError("no name for me")


try:
    class Owner:
        field = Field()
except RuntimeError as error:
    print(error, "|", error.__cause__, "|", error.__context__)

print("\u0345\u03a3".lower(), "A\u0345\u03a3".lower(), "\u0345\u03a3".swapcase())


class Floats(random.Random):
    def __init__(self, newarg=None):
        super().__init__(7)

    def random(self):
        used.add("random")
        return super().random()


class Bits(Floats):
    def getrandbits(self, n):
        used.add("getrandbits")
        return super().getrandbits(n)


class Back(Bits):
    def random(self):
        used.add("random of Back")
        return super().random() / 2


for kind in Floats, Bits, Back:
    used = set()
    r = kind(newarg=1)
    print([r.randrange(42) for _ in range(5)], r.choice("abc"), r.sample(range(100), 3), sorted(used))

for pattern, flags in (("(?u)x", re.A), ("(?a)x", re.U), (r"(a)b(?<=(?(2)x|c))(c)", 0), (r"(a)b(?<=(a)(?(2)b|c))(c)", 0),
                       (r"((?(1)b|c))", 0), (r"(a)b(?<=(?(1)b|x))(c)", 0)):
    print(pattern, tried(re.match, pattern, "abc", flags))
