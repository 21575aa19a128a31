def f():
    try:
        x = yield 1
        yield from (i for i in range(x))
    finally:
        print('end')
g = f()
next(g)
print(g.send(3), list(g))
g.throw(ValueError)
