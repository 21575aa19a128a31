# operands are evaluated left to right; of assignments the right side first
def n(x):
    print(x, end=" ")
    return x


def line():
    print()


n(1) + n(2) * n(3); line()
[n(1), n(2), n(3)]; line()
{n("a"): n("b"), n("c"): n("d")}; line()
(lambda *a, **k: 0)(n(1), *[n(2)], k=n(3), **{"z": n(4)}); line()
d = {}
d[n("key")] = n("value"); line()
n(1) if n(0) else n(2); line()


class A:
    def __getitem__(self, i):
        return n("item")

    def __setitem__(self, i, v):
        n("set")


def a():
    n("object")
    return A()


a()[n("index")] = n("right"); line()
a()[n("index")] += n("right"); line()
x, d[n(1)], d[n(2)] = n("a"), n("b"), n("c"); line()
n(3) < n(2) < n(1); line()
n(1) and n(0) and n(5); line()
def f(a=n("default")): pass
line()
print([n(x) for x in (n(1), n(2)) if n("if")])
