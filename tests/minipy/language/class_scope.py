x = "module"


class C:
    x = "class"
    y = x + "!"

    def method(self):
        return x, self.x

    z = [x for _ in range(1)]
    for i in range(3):
        locals()["v%d" % i] = i
    del i
    if x == "class":
        def conditional(self):
            return "defined"


print(C().method(), C.y, C.z, C.v2, C().conditional())


def make(x):
    class D:
        y = x

        def get(self):
            return x
    return D


print(make(1).y, make(2)().get())


class Outer:
    class Inner:
        value = 1

    inner_value = Inner.value


print(Outer.Inner.__qualname__, Outer.inner_value, Outer.method if hasattr(Outer, "method") else "no")


class E:
    __private = 1

    def get(self):
        return self.__private, [n for n in dir(self) if "private" in n]


print(E().get())
