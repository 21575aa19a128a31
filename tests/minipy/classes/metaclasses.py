class Meta(type):
    registry = []

    def __new__(mcls, name, bases, ns, **kw):
        print("meta new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")), kw)
        ns["added"] = name.lower()
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        Meta.registry.append(cls)

    def __call__(cls, *args):
        print("meta call", cls.__name__, args)
        return super().__call__(*args)

    @property
    def prop(cls): return "prop of " + cls.__name__

    def method(cls): return cls.__name__ + ".method"

    def __len__(cls): return 42

    def __iter__(cls): return iter(["from", "meta"])

    def __getattr__(cls, name): return "meta getattr " + name

    def __contains__(cls, x): return x == "in"

    def __repr__(cls): return f"<{cls.__name__}>"


class A(metaclass=Meta, option=1):
    def __init__(self, *a): self.a = a


class B(A):
    x = 1


b = B(5)
print(type(A), type(B) is Meta, A.added, B.added, B.prop, B.method(), len(A), list(A), A.nope, "in" in A, A, b.a, Meta.registry)
for bad in ("b.method()", "b.prop", "len(b)", "b.nope"):
    try:
        print(eval(bad))
    except (AttributeError, TypeError) as e:
        print(bad, "->", e)


class Prep(type):
    @classmethod
    def __prepare__(mcls, name, bases): return {"prepared": name}


class C(metaclass=Prep):
    y = prepared + "!"


print(C.y, C.prepared)
class Other(type): pass
try:
    class D(A, metaclass=Other): pass
except TypeError as e:
    print(e)
class E(metaclass=lambda n, b, d: (n, b, sorted(k for k in d if k[0] != "_"))):
    z = 1
print(E)
