# contract 4.8: special methods are looked up on the type only
class C:
    def __len__(self): return 1


c = C()
c.__len__ = lambda: 99
c.__call__ = lambda: "instance"
c.__iter__ = lambda: iter([1])
c.__str__ = lambda: "instance str"
c.__add__ = lambda o: "instance add"
c.__getitem__ = lambda i: "instance item"
c.__contains__ = lambda i: True
c.__bool__ = lambda: False
c.__enter__ = lambda: 1
print(len(c), c.__len__(), bool(c), "instance" in str(c))
for bad in ("c()", "iter(c)", "c + 1", "c[0]", "1 in c", "list(c)", "c < 1", "-c", "c @ c"):
    try:
        eval(bad)
        print(bad, "fine")
    except TypeError as e:
        print(bad, "->", e)
try:
    with c:
        pass
except TypeError as e:
    print(e)
C.__call__ = lambda self: "class call"
C.__iter__ = lambda self: iter("xy")
C.__add__ = lambda self, o: "class add"
C.__getitem__ = lambda self, i: ("class item", i)
C.__str__ = lambda self: "class str"
C.__bool__ = lambda self: False
print(c(), list(c), c + 1, c[5], str(c), bool(c), "x" in c)
del C.__call__, C.__add__
for bad in ("c()", "c + 1"):
    try:
        eval(bad)
    except TypeError as e:
        print(bad, "->", e)
C.__hash__ = None
try:
    hash(c)
except TypeError as e:
    print(e)
C.__len__ = lambda self: -1
try:
    len(c)
except ValueError as e:
    print(e)
C.__len__ = lambda self: "x"
try:
    len(c)
except TypeError as e:
    print(e)
