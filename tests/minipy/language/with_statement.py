class M:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is None)
        return self.swallow


with M("a") as a:
    print(a)
with M("a") as x, M("b") as y:
    print(x, y)
with (M("c"), M("d") as z):
    print(z)
with M("s", True):
    raise ValueError("swallowed")
try:
    with M("p") as p, M("q"):
        1 / 0
except ZeroDivisionError as e:
    print("out", e)


def f():
    with M("r"):
        return "returned"


print(f())
for i in range(3):
    with M("loop"):
        if i == 0:
            continue
        break


class Bad:
    pass


try:
    with Bad():
        pass
except TypeError as e:
    print(e)
with M("t") as (first, *rest):
    print(first, rest)
d = {}
with M("u") as d["k"]:
    print(d)
