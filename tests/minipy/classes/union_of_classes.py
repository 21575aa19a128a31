# int | str: a union that isinstance and issubclass take.
import types


class A: pass
class B(A): pass


u = int | str
print(u, repr(A | None), type(u), type(u) is types.UnionType, u.__args__, (None | int).__args__)
print(isinstance(1, u), isinstance("", u), isinstance(1.0, u), isinstance(None, u), isinstance(None, int | None))
print(issubclass(int, u), issubclass(bool, u), issubclass(float, u), issubclass(B, A | int))
print(isinstance(B(), A | int), isinstance(1, (float, str | int)), isinstance(1, (float, str | list)))
print(u == str | int, u == int | str, u == int | float, u != (int | str), u == int, hash(u) == hash(str | int))
print(int | int, int | str | int, (int | str) | (str | float), int | (str | None), {int | str: 1}[str | int])
for text in ("int | 1", "1 | int", "int | 'str'", "'a' | int", "int | [str]", "None | None", "int & str", "int | A()"):
    try: print(text, eval(text))
    except TypeError as e: print(text, "->", e)
for text in ("isinstance(1, int | 5)", "issubclass(5, int | str)", "types.UnionType()", "isinstance(1, [int | str])"):
    try: print(text, eval(text))
    except (TypeError, AttributeError) as e: print(text, "->", type(e).__name__, e)


class M(type):
    def __or__(cls, other):
        return ("or", cls.__name__, other)

    def __ror__(cls, other):
        return ("ror", cls.__name__, other)


class C(metaclass=M): pass


print(C | int, int | C, C | 5, 5 | C)


def f(x: int | str = 0) -> int | None:
    return x


print(f(1), isinstance(C(), A | C) if False else "own operator")
x = int
x |= str
print(x)
print(type.__or__(int, str), type.__or__(int, None), type.__or__(int, 5), type.__ror__(int, None))
