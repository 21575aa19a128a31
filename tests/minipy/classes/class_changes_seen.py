# contract 4.4: what is changed in a class is seen at once
class A:
    def f(self): return "A.f"


class B(A):
    pass


b = B()


def read():
    return [b.f() for _ in range(3)]


print(read())
A.f = lambda self: "new A.f"
print(read())
B.f = lambda self: "B.f"
print(read())
b.f = lambda: "instance"
print(read())
del b.f
print(read())
del B.f
print(read())
B.f = property(lambda self: lambda: "property")
print(read())
b.__dict__["f"] = lambda: "shadow"
print(read())
del B.f
print(read())
b.__dict__.clear()


class C(A):
    def f(self): return "C.f"


b.__class__ = C
print(read())
A.attr = 1
print(b.attr, C.attr, B.attr)
C.attr = 2
print(b.attr, B.attr)
del A.attr
print(hasattr(B, "attr"), b.attr)
def g(o): return o.x
class D: x = 1
class E: x = 2
print([g(o) for o in (D(), E(), D(), E())])
D.x = 10
print(g(D()), g(E()))
