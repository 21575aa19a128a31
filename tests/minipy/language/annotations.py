x: int = 5
y: "undefined name" = 1
z: list[int]
print(x, y, "z" in globals())


def f(a: int, b: "str" = "d", *args: undefined1 if False else int, c: float = 1.0, **kw: dict) -> None:
    w: int = a
    v: undefined2
    return w, b, args, c, kw


print(f(1), f(1, "x", 2, c=3, d=4))


class C:
    a: int
    b: str = "b"

    def m(self: "C") -> "C":
        return self


print(C.b, hasattr(C, "a"), C().m().b)
d = {}
d["k"]: int = 3
C.attribute: str = "s"
print(d, C.attribute)
(n): int = 4
print(n)


def local():
    value: int
    try:
        return value
    except UnboundLocalError as e:
        return str(e)


print(local())
