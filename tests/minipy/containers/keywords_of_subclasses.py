# Who takes keyword arguments: a subclass with the method that the built-in class leaves to it.
import itertools


def tried(f, *args, **kwargs):
    try:
        made = f(*args, **kwargs)
        return list(made) if not isinstance(made, (float, int)) else made
    except TypeError as error:
        return "TypeError: %s" % error


for base, args in ((list, ([1, 2],)), (tuple, ([1, 2],)), (set, ([1, 2],)), (frozenset, ([1, 2],)),
                   (filter, (None, [0, 1])), (map, (int, ["1", "2"])), (reversed, ((1, 2),)), (float, (2.5,))):
    class Plain(base):
        pass

    class WithInit(base):
        def __init__(self, *args, newarg=None):
            if base in (list, set):
                super().__init__(*args)
            self.newarg = newarg

    class WithNew(base):
        def __new__(cls, *args, newarg=None):
            self = super().__new__(cls, *args)
            self.newarg = newarg
            return self

    print(base.__name__, tried(base, *args, newarg=3))
    print(tried(Plain, *args), tried(Plain, *args, newarg=3))
    print(tried(WithInit, *args, newarg=3), WithInit(*args, newarg=4).newarg)
    if base not in (list, set, float):
        print(tried(WithNew, *args, newarg=3), WithNew(*args, newarg=4).newarg)

print(tried(int.__new__, bool, 0), tried(float, 1, 2))


class Celsius(float):
    def __float__(self):
        return 42.0


class Broken(float):
    def __float__(self):
        return 42


print(float(Celsius(1.5)), Celsius(1.5) + 1, tried(float, Broken(1)), Celsius(Celsius(3)))


# How long an iterator says that it is.
class Endless:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    def __length_hint__(self):
        return 2**63 - 1


a = [1, 2]
a.extend(Endless())
print(a)
try:
    print(list(Endless()))
except MemoryError:
    print("MemoryError")


class Unmeasured:
    length = 3

    def __len__(self):
        return self.length

    def __getitem__(self, i):
        return i


import operator
r = reversed(Unmeasured())
print(operator.length_hint(r), next(r), operator.length_hint(r))
Unmeasured.length = 1
print(operator.length_hint(r), list(r))
Unmeasured.__len__ = lambda self: 1 // 0
try:
    print(operator.length_hint(reversed(Unmeasured())))
except ZeroDivisionError as error:
    print(error)
