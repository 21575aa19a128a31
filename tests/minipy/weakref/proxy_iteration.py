# Iterating through a proxy: the target is asked when the next item is wanted.
import gc
import weakref


def numbers():
    yield 4
    yield 5


class Counter:
    def __init__(self):
        self.left = 2

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left


class Gives:
    def __init__(self, iterator):
        self.iterator = iterator

    def __iter__(self):
        return weakref.proxy(self.iterator)


def attempt(what):
    try:
        return what()
    except (TypeError, AttributeError, ReferenceError, StopIteration) as error:
        return type(error).__name__ + ": " + str(error)


generator = numbers()
print(list(Gives(generator)), list(Gives(generator)))
generator = numbers()
print(next(weakref.proxy(generator)), list(weakref.proxy(generator)))
counter = Counter()
print([x for x in Gives(counter)], next(weakref.proxy(counter), "end"))
print(type(iter(Gives(counter))) is weakref.ProxyType)

# What is no iterator.
function = lambda: 0
print(attempt(lambda: list(Gives(function))))
print(attempt(lambda: next(weakref.proxy(function))))
print(attempt(lambda: next(weakref.proxy(function), 1)))
print(attempt(lambda: [*Gives(function)]))

# reversed() calls the method, and knows nothing else.
class Word:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return "abc"[i]


class Reversible(Word):
    def __reversed__(self):
        return iter("cba")


word, reversible = Word(), Reversible()
print("".join(reversed(weakref.proxy(reversible))))
print("".join(reversed(word)), attempt(lambda: reversed(weakref.proxy(word))))

# Dead.
generator = numbers()
proxy = weakref.proxy(generator)
del generator
gc.collect()
print(attempt(lambda: next(proxy)))
print(attempt(lambda: reversed(proxy)))
