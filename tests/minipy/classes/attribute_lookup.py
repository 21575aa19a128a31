# contract 4.2, 4.3
class Data:
    def __init__(self, name): self.name = name
    def __get__(self, obj, cls): return f"data {self.name} {obj is not None}"
    def __set__(self, obj, v): print("set", self.name, v)
    def __delete__(self, obj): print("delete", self.name)


class NonData:
    def __get__(self, obj, cls): return f"nondata {obj is not None} {cls.__name__}"


class SetOnly:
    def __set__(self, obj, v): obj.__dict__["so"] = v


class C:
    d = Data("d")
    n = NonData()
    so = SetOnly()
    plain = "class"

    def __getattr__(self, name):
        if name == "missing":
            raise AttributeError("no " + name)
        return "getattr " + name


c = C()
print(c.d, C.d, c.n, C.n, c.plain, c.other)
c.__dict__.update(d="inst", n="inst", plain="inst")
print(c.d, c.n, c.plain)
c.d = 5
del c.d
c.so = 7
print(c.so, c.__dict__["so"], sorted(c.__dict__))
c.n = "set on instance"
print(c.n)
del c.n
print(c.n)
try:
    c.missing
except AttributeError as e:
    print(e)
try:
    C.nothing
except AttributeError as e:
    print(e)
print(getattr(c, "missing", "default"), hasattr(c, "missing"), hasattr(c, "x"))
C.late = Data("late")
print(c.late)
C.plain = Data("plain now")
print(c.plain)
