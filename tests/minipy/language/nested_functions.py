def outer(a):
    def middle(b):
        def inner(c):
            return a, b, c
        return inner
    return middle


print(outer(1)(2)(3))


def accumulate():
    total = 0

    def add(n):
        nonlocal total
        total += n
        return total
    return add


x, y = accumulate(), accumulate()
x(1), x(2), y(10)
print(x(0), y(0))


def recursive(n):
    def go(k):
        return 1 if k == 0 else k * go(k - 1)
    return go(n)


print(recursive(20))


def mutual():
    def even(n): return n == 0 or odd(n - 1)
    def odd(n): return n != 0 and even(n - 1)
    return even(10), odd(7), even(3)


print(mutual())


def shadow(x):
    def f(x):
        x = x + 1
        return x
    return f(10), x


print(shadow(1))
print(outer(1).__closure__[0].cell_contents, outer(1).__code__.co_freevars, outer.__closure__)
counter = [(lambda n: lambda: n)(i) for i in range(3)]
print([c() for c in counter])
