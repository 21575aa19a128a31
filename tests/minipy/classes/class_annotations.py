# __annotations__ of a class are its own, made when they are first asked for; what may be annotated where.
class Base:
    x: int
    y: str = "y"


class Derived(Base):
    pass


class Custom(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return {"__annotations__": Upper()}


class Upper(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


class Prepared(metaclass=Custom):
    a: int
    b: "text" = 1


print(Base.__annotations__, Derived.__annotations__, Base().__annotations__, Prepared.__annotations__)
Derived.__annotations__["z"] = float
print(Derived.__annotations__, Derived.__annotations__ is Derived.__annotations__, "__annotations__" in Derived.__dict__)
Derived.__annotations__ = {"new": 1}
print(Derived.__annotations__, Derived().__annotations__)
del Derived.__annotations__
print(Derived.__annotations__, Derived().__annotations__)


class Empty:
    pass


for bad in [lambda: int.__annotations__, lambda: Empty().__annotations__]:
    try:
        bad()
    except AttributeError as error:
        print(error)
try:
    del Empty.__annotations__
except AttributeError as error:
    print(error)


def parenthesized():
    (not_local): int
    return not_local


def bound():
    local: int
    return local


for function in parenthesized, bound:
    try:
        function()
    except NameError as error:
        print(type(error).__name__, error)
not_local = "global"
print(parenthesized())

for source in ["def f():\n    global x\n    x: int\n", "def f():\n    x: int\n    global x\n",
               "def f():\n    y = 1\n    def g():\n        nonlocal y\n        y: int\n",
               "def f():\n    y = 1\n    def g():\n        y: int = 2\n        nonlocal y\n",
               "class C:\n    global x\n    x: int = 1\n",
               "global x\nx: int = 1\n", "def f():\n    global x\n    (x): int = 5\n"]:
    try:
        exec(source)
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, error.end_offset)
