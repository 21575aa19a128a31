# contract 3.1 to 3.7
class C:
    def m(self):
        "documented"
        return self

    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls):
        return cls


class U:
    __hash__ = None

    def __eq__(self, o):
        return True

    def m(self):
        pass


c, d = C(), C()
print(c.m is c.m, c.m == c.m, c.m == d.m, hash(c.m) == hash(c.m), c.m.__self__ is c, c.m.__func__ is C.m)
print(c.m.__name__, c.m.__doc__, c.m() is c)
C.m.mark = 5
print(c.m.mark)
try:
    c.m.mark = 6
except AttributeError as e:
    print(e)
x, y = U(), U()
print(x.m == y.m, hash(x.m) == hash(x.m))
M = type(c.m)
print(M(len, [1, 2])(), M(lambda self, n: n, c)(4))
for bad in [(5, c), (len, None), (len,)]:
    try:
        M(*bad)
    except TypeError as e:
        print(e)
print(C.s is C.s, C.c() is C, C.m is C.__dict__["m"])
try:
    C.m()
except TypeError as e:
    print(e)
c.f = lambda: "not bound"
print(c.f())


class E:
    held = c.m


print(E().held() is c)
try:
    c.m < d.m
except TypeError as e:
    print(e)
