def g(n):
    print("start", end=" ")
    for i in range(n):
        yield i
    print("end", end=" ")
it = g(3)
print(type(it).__name__, it is iter(it), hasattr(it, "__next__"))
print(next(it), next(it), next(it), next(it, "done"), next(it, "still"))
print(list(g(2)), tuple(g(0)), sum(g(4)), [x * 2 for x in g(3)], max(g(3)), 1 in g(3), *g(2))
def empty():
    return
    yield
print(list(empty()))
a, *b = g(3)
print(a, b, dict(zip("ab", g(2))), sorted(g(3), reverse=True), list(zip(g(2), g(3))))
x = g(1)
print(x.__name__, x.__qualname__, x.gi_running, x.gi_frame is not None)
list(x); print(x.gi_frame)
def two():
    yield
    yield 1, 2
print(list(two()))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib()
print([next(f) for _ in range(15)])
