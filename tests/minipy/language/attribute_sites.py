"""One place in a program that reads, writes or calls an attribute, and objects of many kinds that come by."""
import gc
import weakref


class Plain:
    kind = "plain"
    numbers = [1, 2]

    def __init__(self, value):
        self.value = value
        self.extra = None

    def tell(self):
        return "plain", self.value


class Sub(Plain):
    def tell(self):
        return "sub", super().tell()


class Slotted:
    __slots__ = ("value", "kind", "extra")

    def __init__(self, value):
        self.value = value
        self.kind = "slotted"

    def tell(self):
        return "slotted", self.value


class WithProperty:
    kind = property(lambda self: "property of %r" % self.value)

    def __init__(self, value):
        self._value = value

    @property
    def value(self):
        gc.collect()
        return self._value

    @value.setter
    def value(self, value):
        self._value = value
        return "nobody wants this"

    def tell(self):
        return "property", self.value


class Callable:
    def __init__(self, value):
        self.value = value
        self.kind = "callable"
        self.tell = lambda: ("own", self.value)


class Fallback:
    kind = "fallback"

    def __getattr__(self, name):
        return name + "?"

    @property
    def value(self):
        raise AttributeError("not this way")

    @value.setter
    def value(self, value):
        self.__dict__["seen"] = value

    def tell(self):
        return "fallback", self.value


objects = [make(i) for i, make in enumerate([Plain, Sub, Slotted, WithProperty, Callable, Plain])] + [Fallback()]
for turn in range(3):
    for o in objects:
        o.value = turn
        print(type(o).__name__, o.value, o.kind, o.tell())
print(objects[0].numbers is Plain.numbers, objects[6].seen)

# What changes later is seen at once.
def kind_of(o):
    return o.kind

plain = objects[0]
print(kind_of(plain), kind_of(plain))
Plain.kind = "changed"
print(kind_of(plain))
plain.kind = "own"
print(kind_of(plain), kind_of(objects[5]))
del plain.kind
print(kind_of(plain))
Plain.kind = property(lambda self: "computed")
print(kind_of(plain))
Plain.kind = lambda self: "bound"
print(kind_of(plain)(), kind_of(plain).__self__ is plain)
del Plain.kind
try:
    kind_of(plain)
except AttributeError as error:
    print(error)
Plain.__getattr__ = lambda self, name: name.upper()
print(kind_of(plain))
del Plain.__getattr__


# New attributes, in one order and in others, and with a setter that comes between.
class Grown:
    def __init__(self, first):
        if first:
            self.a = 1
            self.b = 2
        else:
            self.b = 2
            self.a = 1
        self.c = 3


print([vars(Grown(i % 3 == 0)) for i in range(6)])
print(list(vars(Grown(True))), list(vars(Grown(False))))
Grown.b = property(lambda self: "b", lambda self, value: None)
print(vars(Grown(True)), Grown(False).b)
del Grown.b
Grown.__setattr__ = lambda self, name, value: object.__setattr__(self, name, value * 10)
print(vars(Grown(True)))
del Grown.__setattr__
print(vars(Grown(True)))


class Wide:
    def __init__(self, n):
        for i in range(n):
            setattr(self, "a%d" % i, i)
        self.last = n


print([len(vars(Wide(n))) for n in (0, 3, 70, 3, 200)])


# A setter that fails, and a getter that does.
class Failing:
    @property
    def it(self):
        return self.missing

    @it.setter
    def it(self, value):
        raise ValueError(value)


f = Failing()
for i in range(2):
    try:
        f.it = i
    except ValueError as error:
        print("set", error)
    try:
        f.it
    except AttributeError as error:
        print("get", error)


# What a getter drops is dead when it has collected, whatever the caller has in hand.
class Holder:
    def __init__(self):
        self.held = Plain(0)

    @property
    def dropped(self):
        seen = weakref.ref(self.held)
        self.held = None
        gc.collect()
        return seen() is None


def drops():
    return [len([1, 2, 3]), Holder().dropped, str(Plain(1).value), Holder().dropped]


print(drops())
