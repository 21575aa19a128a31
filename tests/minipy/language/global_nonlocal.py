x = "global"


def f():
    x = "f"

    def g():
        nonlocal x
        x += "+g"

        def h():
            global x
            x += "+h"
            return x
        return h()
    result = g()
    return x, result


print(f(), x)


def make():
    global made
    made = 1
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n

    def get():
        return n
    return inc, get


inc, get = make()
inc()
inc()
print(get(), made)


def loop():
    functions = []
    for i in range(3):
        functions.append(lambda: i)
    return [f() for f in functions], [(lambda j=i: j)() for i in range(3)]


print(loop())


class C:
    x = "class"

    def m(self):
        return x

    y = x


print(C().m(), C.y)


def outer():
    v = 1

    class Inner:
        v = 2

        def get(self):
            return v
    return Inner().get(), Inner.v


print(outer())
