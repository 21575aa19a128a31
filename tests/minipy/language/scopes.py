# names are found local, enclosing, global, built-in
len_ = len
print(len("ab"))


def f():
    len = lambda x: "mine"
    return len("ab")


print(f(), len("ab"))


def g():
    try:
        print(later)
    except NameError as e:
        print(e)


g()
later = 1


def unbound():
    try:
        print(local)
    except UnboundLocalError as e:
        print(e)
    local = 1


unbound()


def free():
    def inner():
        return value
    try:
        inner()
    except NameError as e:
        print(e)
    value = 1
    return inner()


print(free())
max = lambda *a: "shadowed"
print(max(1, 2))
del max
print(max(1, 2))
print(sorted(locals().keys() & {"f", "g"}), "f" in globals())


def loc(a, b=2):
    c = 3
    return sorted(locals().items())


print(loc(1))
