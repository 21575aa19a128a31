# What sys.excepthook adds to the text of an AttributeError or NameError: a name that may have been meant.
import io
import math
import sys


def shown(raising):
    stream, sys.stderr = sys.stderr, io.StringIO()
    try:
        try:
            raising()
        except Exception as exception:
            sys.excepthook(type(exception), exception, exception.__traceback__)
        print(sys.stderr.getvalue().rpartition("Error: ")[2], end="")
    finally:
        sys.stderr = stream


global_value = 1


class Point:
    __slots__ = "height", "width"
    depth = 3

    def area(self):
        return self.widht * self.height


class Dynamic:
    def __dir__(self):
        return ["shine", "shines", 5, "Shina"]


class Broken:
    def __dir__(self):
        raise ValueError("no names")


class Missing:
    shadow = 1

    def __getattr__(self, name):
        raise AttributeError("nothing")


class Raising:
    @property
    def value(self):
        raise AttributeError("no value")


class Derived(AttributeError):
    pass


def raise_it(exception):
    def run():
        raise exception
    return run


def local():
    counter = 1
    return conter + counter


def closure():
    variable = 1

    def inner():
        return variabel, variable
    return inner()


def unbound():
    value = 1
    del value
    return value


def noted():
    exception = NameError("no name", name="prin")
    exception.add_note("a note")
    raise exception


def chained():
    try:
        prin
    except NameError as exception:
        raise ValueError("Error: behind") from exception


for run in [
    lambda: Point().heigth, lambda: Point().area(), lambda: Point.deph, lambda: Point().zzz, lambda: None.__clas__,
    lambda: [].apend(1), lambda: "".uper(), lambda: math.sinn(1), lambda: (1).reel, lambda: {}.ITEMS,
    lambda: Dynamic().shinE, lambda: Dynamic().shin, lambda: Broken().x, lambda: Missing().shadwo, lambda: Raising().value, lambda: globl_value, lambda: prnt(1),
    lambda: zeroDivisionError, lambda: q, lambda: GLOBAL_VALUE,
    local, closure, unbound, noted, chained,
    raise_it(Derived("derived", name="dept", obj=Point)), raise_it(AttributeError("given", name="dept", obj=Point)),
    raise_it(AttributeError("no object", name="dept")), raise_it(AttributeError("no text", name=5, obj=Point)),
    raise_it(NameError("other name", name="globalvalue")), raise_it(NameError("a" * 50, name="a" * 50)),
]:
    shown(run)

for get in lambda: Missing().name, lambda: Raising().value, lambda: getattr(Missing(), "given"):
    try:
        get()
    except AttributeError as error:
        print(type(error.obj).__name__, error.name, error)
