"""Functions that are made in functions, and share variables with them."""


def counter(start):
    count = start

    def step(by):
        nonlocal count
        count += by
        return count

    def value():
        return count

    return step, value


def compose(f, g):
    return lambda x: f(g(x))


def adder(n):
    return lambda x: x + n


def run(n):
    total = 0
    step, value = counter(0)
    for i in range(n):
        step(i & 7)
    total += value()
    for i in range(n // 4):
        step, value = counter(i)
        step(1)
        total += value()
    chain = adder(0)
    for i in range(20):
        chain = compose(adder(i), chain)
    for i in range(n // 20):
        total += chain(i)
    return total


print(run(4800000))
