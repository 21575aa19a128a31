# pprint of the library's own classes.
import pprint
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque
from dataclasses import dataclass, field
from types import MappingProxyType, SimpleNamespace

words = "the quick brown fox jumped over a lazy dog".split()
pairs = list(zip(words, range(9)))


class Mine(OrderedDict):
    pass


@dataclass
class Point:
    x: int
    label: str
    hidden: int = field(repr=False, default=0)
    next: object = None


@dataclass(repr=False)
class Silent:
    x: int

    def __repr__(self):
        return "silent " * 20


@dataclass
class OwnText:
    x: int

    def __repr__(self):
        return "own " * 25


cyclic = Point(1, "x" * 40)
cyclic.next = [cyclic, "y" * 40]
counter = Counter(senselessness=8, e=4, n=2, l=1, another=1, other_words=3, more=2, words=9)
for value in (OrderedDict(pairs), Mine(pairs), OrderedDict(), MappingProxyType(dict(pairs)), defaultdict(int, pairs), defaultdict(list),
              counter, Counter(), ChainMap(dict(pairs), {"a": 1}, OrderedDict(pairs)), ChainMap(), deque(pairs),
              deque(pairs, maxlen=20), deque(), UserDict(pairs), UserList(pairs), UserString("word " * 30),
              SimpleNamespace(**{w: list(range(12)) for w in words}), SimpleNamespace(a=1), Point(1, "short"),
              Point(1, "long " * 20, next=Point(2, "longer " * 12)), [Silent(1)], [OwnText(1)], cyclic,
              [Point(100000, "abcdefghijklmnopqrstuvwxyz"), Point(200000, "abcdefghijklmnopqrstuvwxyz")],
              [defaultdict(list, {"k" * 30: ["v" * 40, deque("abc" * 12)]}), counter]):
    for arguments in {}, {"width": 40}, {"indent": 4}, {"compact": True, "depth": 2}, {"sort_dicts": False}:
        print(pprint.pformat(value, **arguments).replace(str(id(cyclic)), "ID"))

a = {}
a["self"] = a
for value in (1, "x", [1, "x"], a, int, [print], {1: object}, [[]], OrderedDict(pairs)):
    print(pprint.isreadable(value), pprint.isrecursive(value))
