"""Generators: chains of them, recursive ones, and such that are sent values."""


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(source):
    for x in source:
        yield x * x


def odd(source):
    for x in source:
        if x & 1:
            yield x


def walk(depth):
    if depth:
        yield from walk(depth - 1)
        yield depth
        yield from walk(depth - 1)


def averager():
    total = count = 0
    average = 0
    while True:
        total += yield average
        count += 1
        average = total // count


def run():
    total = sum(odd(squares(numbers(4500000))))
    total += sum(walk(17))
    average = averager()
    next(average)
    for i in range(3000000):
        total += average.send(i)
    total += sum(x + y for x in range(1600) for y in range(1600))
    return total


print(run())
