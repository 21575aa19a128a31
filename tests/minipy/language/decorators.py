def trace(f):
    def wrapper(*args):
        print("call", f.__name__, args)
        return f(*args)
    return wrapper


def times(n):
    def decorate(f):
        return lambda *a: [f(*a) for _ in range(n)]
    return decorate


@trace
def add(a, b):
    return a + b


print(add(1, 2))


@times(2)
@trace
def hello(name):
    return "hello " + name


print(hello("x"))


def register(cls):
    cls.registered = True
    return cls


@register
class C:
    @staticmethod
    def s():
        return "static"

    @classmethod
    def c(cls):
        return cls.__name__

    @property
    def p(self):
        return "prop"


print(C.registered, C.s(), C.c(), C().p)
decorators = [lambda f: f() + 1]


@decorators[0]
def value():
    return 41


print(value)


@(lambda f: "replaced")
def gone():
    pass


print(gone)
order = []


def note(x):
    order.append("make " + x)
    return lambda f: order.append("apply " + x) or f


@note("1")
@note("2")
def g():
    pass


print(order)
