# contract 2.2, 2.3, 2.7: what a weak method gives back is a bound method for whoever looks, and nobody sees that a
# variable which is only called, and compared with None, holds none.
import gc
import sys
from weakref import WeakMethod

gc.disable()


class A:
    def __init__(self, name):
        self.name = name

    def m(self, *args, **keywords):
        return (self.name, args, keywords)

    def fails(self):
        raise ValueError(self.name)

    def __bool__(self):
        return False


def make(name):
    a = A(name)
    a.me = a
    return a


a = make("a")
b = make("b")
wa = WeakMethod(a.m)
wb = WeakMethod(b.m)


def plain(weak):
    method = weak()
    if method is not None:
        print(method(), method(1, 2), method(1, k=2))
    if method is None:
        print("dead")
    print(method is None, method is not None)


plain(wa)
plain(wb)


def walrus(weaks):
    for weak in weaks:
        if (method := weak()) is not None:
            print(method(3), method(x=4))
        else:
            print("dead")


walrus([wa, wb])


# Any callable's result may come to stand where a method stood.
def mixed(callables):
    for each in callables:
        f = each()
        if f is None:
            print("None")
        else:
            print(f("x"))


mixed([wa, lambda: str.upper, wb, lambda: None, lambda: (lambda x: x * 2), wa, lambda: [].append, lambda: A("z").m])


# Where the call fails, the variable stays what it was.
def failing(weak, five=5):
    f = weak()
    try:
        f = five()
    except TypeError as e:
        print(e)
    try:
        f = [].pop()
    except IndexError as e:
        print(e)
    print(f("still"))
    del f
    try:
        f()
    except UnboundLocalError as e:
        print(e)
    try:
        print(f is None)
    except UnboundLocalError as e:
        print(e)
    f = (lambda: len)()
    print(f("four"))


failing(wa)


# Whoever looks sees a method.
def looks(weak):
    m = weak()
    print(m(1)[0], sorted(locals()), locals()["m"] == a.m, eval("m")(7))
    print(sys._getframe().f_locals["m"].__self__ is a, looks.__code__.co_nlocals, looks.__code__.co_varnames)


looks(wa)


def escapes(weak):
    m = weak()
    m(1)
    return m


print(escapes(wa)(2), escapes(wa) == a.m)


def captured(weak):
    m = weak()
    return lambda: m("inner")


print(captured(wa)())


def generator(weak):
    m = weak()
    yield m(1)
    m = (lambda: str)()
    yield m(2)
    m = weak()
    yield m is None
    yield m(3)


print(list(generator(wa)))


def unpacked(weak):
    m = weak()
    print(m(0))
    (m, n) = (len, 1)
    print(m("abc"), n)


unpacked(wa)

# Called at once.
print(wa()(), wa()(1, k=2), wa()(*(1, 2)), wb()(5))
for each in (WeakMethod(a.fails),):
    try:
        each()()
    except ValueError as e:
        print("ValueError", e)


# Of attributes, and of methods that are weak methods' own.
class Holder:
    def __init__(self, weak):
        self.weak = weak

    def get(self):
        return self.weak

    def fire(self):
        m = self.weak()
        if m is not None:
            print(m("held"))
        n = self.weak.__call__()
        print(n("called"))
        o = self.get()
        print(o()("twice"))
        hash_of = self.weak.__hash__
        h = hash_of()
        print(h is None)


Holder(wa).fire()


# Classes of the program's keep their __call__.
class Loud(WeakMethod):
    def __call__(self):
        method = super().__call__()
        return None if method is None else lambda *args: ("loud", method(*args))


def subclass():
    weak = Loud(a.m)
    m = weak()
    print(m(1), weak()(2))


subclass()


# A method that is made for a weak method alone.
def making(count):
    made = [WeakMethod(a.m) for _ in range(count)]
    print(len({id(w) for w in made}), made[0] == made[1], made[0]()(1), isinstance(made[0], WeakMethod))
    try:
        WeakMethod(a.name)
    except TypeError as e:
        print(e)
    try:
        WeakMethod(a.nothing)
    except AttributeError as e:
        print(e)


making(3)


class Slotted:
    __slots__ = ()

    def m(self):
        pass


try:
    WeakMethod(Slotted().m)
except TypeError as e:
    print(e)


# Deaths: a variable holds its receiver, as a method would, until it is bound anew.
def keeps():
    o = make("kept")
    weak = WeakMethod(o.m)
    m = weak()
    del o
    gc.collect()
    print(m(), weak() is None)
    m = None.__class__()
    gc.collect()
    print(m is None, weak() is None)
    if m is not None:
        m()


def drops():
    o = make("dropped")
    weak = WeakMethod(o.m)
    m = weak()
    print(m(1))
    del o, m
    gc.collect()
    print(weak() is None)
    m = weak()
    print(m is None)
    try:
        m()
    except TypeError as e:
        print(e)


keeps()
drops()
