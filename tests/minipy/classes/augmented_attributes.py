"""object.name += value: for plain attributes, and for those that are not what they seem."""


class Plain:
    total = 10

    def add(self, value):
        self.total += value

    def count(self):
        self.total += 1

    def down(self):
        self.total -= 3

    def nothing(self):
        self.total += 0


class Watched(Plain):
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)


class Read(Plain):
    def __getattribute__(self, name):
        if name == "total":
            print("get", name)
        return object.__getattribute__(self, name)


class Computed(Plain):
    @property
    def total(self):
        return self.__dict__.get("t", 100)

    @total.setter
    def total(self, value):
        self.__dict__["t"] = value
        print("property", value)


class Slots:
    __slots__ = ("total",)
    add, count, down, nothing = Plain.add, Plain.count, Plain.down, Plain.nothing

    def __init__(self):
        self.total = 1


class Adder:
    def __iadd__(self, other):
        return "iadd"

    def __add__(self, other):
        return "add"


def drive(made):
    for _ in range(3):
        made.add(2)
        made.count()
        made.down()
        made.nothing()
    print(type(made).__name__, made.total)


# In one loop, so that the sites see one class after the other, and the first again.
for cls in Plain, Watched, Plain, Read, Computed, Slots, Plain, Watched:
    drive(cls())

p = Plain()
for start, value in ((1, 2.5), (2.5, 1), (0.5, 0.25), (2**47 - 1, 1), (-2**47, -1), (10**20, 1), ("a", "b"), ([1], [2]),
                     (Adder(), 1), (True, True), (None, 1), (1, "x")):
    p.total = start
    try:
        p.add(value)
        print(p.total, type(p.total).__name__)
    except TypeError as error:
        print(error)
for start in 1.5, 2**47 - 1, -2**47, True, 10**15:
    p.total = start
    p.count()
    p.down()
    p.nothing()
    print(p.total)
p.total = "text"
try:
    p.count()
except TypeError as error:
    print(error)
del p.total
p.add(5)
print(p.total, Plain.total)


# Attributes that come and go, objects with many, and a class that changes meanwhile.
class Many:
    pass


many = Many()
for i in range(40):
    setattr(many, "a%d" % i, i)


def last(m, value):
    m.a39 += value
    m.a39 += 2


for _ in range(3):
    last(many, 1)
print(many.a39)


def missing(m, value):
    m.nowhere += value


for _ in range(2):
    try:
        missing(many, 1)
    except AttributeError as error:
        print(error)

q = Plain()
q.add(1)
q.add(1)
Plain.__setattr__ = lambda self, name, value: print("now watched", name, value)
q.add(1)
print(q.total)
del Plain.__setattr__
q.add(1)
print(q.total)
Plain.total = property(lambda self: 7, lambda self, value: print("now computed", value))
q.add(1)
del Plain.total
q.add(1)
print(q.total)


def order(m, value):
    m.total += value  # the attribute is looked at before an unbound name is
    del value
    try:
        m.missing += value
    except (AttributeError, UnboundLocalError) as error:
        print(type(error).__name__)


order(q, 1)
