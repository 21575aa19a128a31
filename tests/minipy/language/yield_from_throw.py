# throw() and close() through "yield from": what the inner generator returns is what the yield from gives


def inner(log):
    try:
        yield 1
    except ValueError as e:
        log.append(str(e))
        return "inner's value"


def outer(log):
    value = yield from inner(log)
    log.append(value)
    yield "after"
    return "outer's value"


log = []
g = outer(log)
print(next(g), g.throw(ValueError("thrown")), log)
try:
    next(g)
except StopIteration as e:
    print(e.value)


class Steps:
    """An iterator that is no generator."""

    def __iter__(self):
        return self

    def __next__(self):
        return "step"

    def throw(self, error):
        raise StopIteration("ended by " + type(error).__name__)


def around():
    got = yield from Steps()
    yield got


g = around()
print(next(g), g.throw(KeyError()))


def deeper(log):
    x = 1
    x = yield from outer(log)
    log.append((x, "x"))
    yield x


log = []
g = deeper(log)
print(next(g), g.throw(ValueError("twice")), list(g), log)


# What stands right behind the "yield from" takes its value.
class Box:
    pass


def yields_it():
    got = yield (yield from inner([]))
    yield got


def attribute(box):
    box.value = yield from inner([])
    yield box.value


def sum_of_two():
    yield (yield from inner([])) * 2 + (yield from inner([])) * 3


def dropped(x):
    yield from inner([])
    yield x


g = yields_it()
print(next(g), g.throw(ValueError), g.send("sent"))
box = Box()
g = attribute(box)
print(next(g), g.throw(ValueError), box.value)
g = sum_of_two()
print(next(g), g.throw(ValueError), g.throw(ValueError))
g = dropped("kept")
print(next(g), g.throw(ValueError))
