# list[int]: a class with parameters that nothing checks.
import types
from collections import deque


class L(list): pass
class A: pass


print(list[int], dict[str, int], tuple[int, ...], tuple[()], set[A], frozenset[str], type[A], L[int], list[list[int]], list[int | None], dict[str, list[A]])
a = list[int]
print(type(a) is types.GenericAlias, a.__origin__, a.__args__, dict[str, int].__args__, a.__parameters__, tuple[int, ...].__args__)
print(a == list[int], a == list[str], a == list, a != list[str], hash(a) == hash(list[int]), len({a, list[int], list[str]}))
print(a([1, 2]), a(), type(a()), dict[str, int](x=1), L[int]((1,)), a.append is list.append, a.__name__)
print(a | None, int | list[str], list[int] | dict[str, int])


class Sub(list[int]):
    def total(self): return sum(self)


print(Sub([1, 2]).total(), Sub.__bases__, Sub.__mro__, Sub.__orig_bases__)
for text in ("isinstance([], list[int])", "issubclass(list, list[int])", "isinstance([], list[int] | str)", "int[0]", "str['a']", "A[int]", "object[int]", "list[int].nothing", "list[int][str]", "bool[int]", "range[int]"):
    try: print(text, eval(text))
    except (TypeError, AttributeError) as e: print(text, "->", type(e).__name__, e)


def f(x: list[int], y: dict[str, "A"] = {}) -> tuple[int, ...]: return tuple(x)


print(f([1]))


class D(dict[str, int]):
    def __class_getitem__(cls, key): return ("own", cls.__name__, key)


print(D["k"], D({"a": 1}))
