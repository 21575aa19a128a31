"""Reading and writing attributes: plain ones, slots, properties, class attributes, __getattr__."""


class Plain:
    shared = 3

    def __init__(self):
        self.a = 0
        self.b = 1
        self.c = 2


class Slotted:
    __slots__ = ("a", "b", "c")

    def __init__(self):
        self.a = 0
        self.b = 1
        self.c = 2


class WithProperty:
    def __init__(self):
        self._value = 0

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        self._value = value


class Fallback:
    def __getattr__(self, name):
        return len(name)


def plain(n):
    o = Plain()
    for i in range(n):
        o.a = o.b + i
        o.b = o.c
        o.c = o.a & o.shared
    return o.a + o.b + o.c


def slotted(n):
    o = Slotted()
    for i in range(n):
        o.a = o.b + i
        o.b = o.c
        o.c = o.a & 3
    return o.a + o.b + o.c


def properties(n):
    o = WithProperty()
    for i in range(n):
        o.value = o.value + 1
    return o.value


def fallback(n):
    o = Fallback()
    total = 0
    for i in range(n):
        total += o.missing
    return total


def many_shapes(n):
    objects = []
    for i in range(8):
        o = Plain()
        setattr(o, "extra%d" % i, i)
        objects.append(o)
    total = 0
    for i in range(n):
        o = objects[i & 7]
        o.a = i
        total += o.a + o.b
    return total


print(plain(4500000), slotted(4500000), properties(1800000), fallback(1500000), many_shapes(3000000))
