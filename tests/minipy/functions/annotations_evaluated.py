"""Annotations of functions, classes and modules: evaluated where they stand, and kept."""
import functools
from typing import Any, Callable, ClassVar, Dict, List, Optional, Tuple, Union

log = []


def note(value):
    log.append(value)
    return value


# Of functions: when def runs, once, in CPython's order; parameters first, then 'return'.
def f(a: note(1), /, b: note(2) = note("default"), *c: note(3), d: note(4) = note("keyword"), **e: note(5)) -> note(6):
    pass


print(log, f.__annotations__)
print(f.__annotations__ is f.__annotations__)


def plain(a, b=1):
    pass


print(plain.__annotations__)
plain.__annotations__["a"] = int
print(plain.__annotations__)
plain.__annotations__ = {"b": str}
print(plain.__annotations__)
del plain.__annotations__
print(plain.__annotations__)

try:
    def g(a: missing): pass
except NameError as error:
    print(error)


# In the scope around, closures and classes included.
def outer(kind):
    def inner(a: kind, b: List[kind]) -> Optional[kind]:
        return a
    return inner


print(outer(int).__annotations__, outer(str).__annotations__)


class C:
    kind = int
    x: kind
    y: List[int] = []
    z: "C" = None
    _C__p: int = 1
    __q: str
    (w): int = 3

    def method(self: "C", a: kind, __b: kind) -> kind:
        v: missing = 3  # not evaluated
        self.k: missing = 4
        return v

    lambda_ = lambda self: 1


print(C.__annotations__)
print(C.method.__annotations__, C().method.__annotations__)
print(C().method(1, 2))
try:
    class D:
        x: missing = 1
except NameError as error:
    print(error)


class E(C):
    pass


print(E.__dict__.get("__annotations__"), E.__annotations__ == {} or E.__annotations__ is C.__annotations__)

# Of names at module level; the value first, then the annotation.
x: note("annotation of x") = note("value of x")
y: int
(t): str = "t"
C.attribute: note("of an attribute") = 1
log_list = [0]
log_list[0]: note("of an item") = note(2)
print(log[-6:])
print({k: v for k, v in __annotations__.items()})
try:
    y
except NameError as error:
    print(error)
try:
    z: missing = 5
except NameError as error:
    print(error, z)

# Values that ordinary programs use.
def h(a: Optional[int] = None, b: List[int] = (), c: Callable[..., int] = len, d: list[int] = [], e: int | None = None,
      g: Dict[str, Tuple[int, ...]] = {}, i: Union[int, str, None] = 1, j: Callable[[int], str] = str,
      k: dict[str, list[int]] = {}, m: "text" = 0, n: Any = 0, o: None = None) -> tuple[int, ...]: ...


for name, value in h.__annotations__.items():
    print(name, value)


# What copies them.
def decorator(function):
    @functools.wraps(function)
    def wrapper(*args: int, **kwargs: str) -> bool:
        return function(*args, **kwargs)
    return wrapper


print(decorator(f).__annotations__)


def generator(a: int) -> List[int]:
    yield a


print(generator.__annotations__, list(generator(1)))
print((lambda a: a).__annotations__)


# In a loop, in branches.
functions = []
for kind in int, str:
    def one(a: kind): pass
    functions.append(one)
print([each.__annotations__ for each in functions])
if False:
    never: missing
print("never" in __annotations__)


class WithClassVar:
    a: ClassVar[int] = 3
    b: "int" = 4

    class Inner:
        c: float = 1.0


print(WithClassVar.__annotations__, WithClassVar.Inner.__annotations__)
exec("q: int = 3\nprint(__annotations__)", {})
space = {}
exec("class K:\n    x: int\ndef r(a: str): pass", space)
print(space["K"].__annotations__, space["r"].__annotations__)
