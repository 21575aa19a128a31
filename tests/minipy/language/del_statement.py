x = 1
del x
try:
    x
except NameError as e:
    print(e)
l = list(range(10))
del l[0], l[-1]
del l[1:3]
print(l)
del l[::2]
print(l)
d = {"a": 1, "b": 2}
del d["a"]
print(d)
try:
    del d["a"]
except KeyError as e:
    print("KeyError", e)


class C:
    pass


c = C()
c.x = 1
del c.x
print(hasattr(c, "x"))
try:
    del c.x
except AttributeError as e:
    print(e)
a = b = c = 1
del (a, b), [c]
print("a" in globals(), "c" in globals())


def f():
    y = 1
    del y
    try:
        return y
    except UnboundLocalError as e:
        return str(e)


print(f())


def g():
    z = 1

    def h():
        return z
    del z
    try:
        h()
    except NameError as e:
        print(e)


g()
try:
    del undefined_name
except NameError as e:
    print(e)
