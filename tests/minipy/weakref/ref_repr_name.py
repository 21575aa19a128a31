# The representation of a reference tells the target's __name__ where its class defines one; the object is not asked.
import re
import weakref


def shown(thing):
    return re.sub("0x[0-9a-f]+", "0x", repr(weakref.ref(thing)))


class Plain:
    pass


class Named:
    @property
    def __name__(self):
        return "own"


class Marked:
    __name__ = "marked"


class Number:
    __name__ = 5


def function():
    pass


named, marked, number = Named(), Marked(), Number()
print(shown(named), shown(marked), shown(number))
print(shown(function), shown(Plain))
