o = object()
print(o == o, o != object(), isinstance(o, object), hash(o) == hash(o), bool(o), type(o).__name__, repr(o).startswith("<object object at 0x"))
for name in ("__eq__", "__ne__", "__lt__", "__hash__", "__repr__", "__str__", "__init__", "__setattr__", "__getattribute__", "__format__", "__class__", "__doc__", "__dir__", "__reduce_ex__", "__sizeof__", "__init_subclass__", "__subclasshook__"):
    print(name, hasattr(o, name), hasattr(object, name), end="; ")
print()
class A:
    x = 1
    def f(self): pass
a = A()
a.y = 2
print([n for n in dir(a) if not n.startswith("_")], [n for n in dir(A) if not n.startswith("_")], "__init__" in dir(a), a.__eq__(a), a.__eq__(5), a.__ne__(a), a.__lt__(a))
for bad in ("o.x = 1", "o.x", "del o.x", "object.x = 1", "object(5)", "o.__dict__", "a.__format__('x')", "object.__getattribute__(a, 'q')", "object.__setattr__(5, 'a', 1)", "object.__eq__()", "a.__dict__ = 5"):
    try:
        exec(bad)
        print(bad, "fine")
    except (TypeError, AttributeError) as e:
        print(bad, "->", type(e).__name__, e)
class D:
    def __dir__(self): return ["z", "a"]
print(dir(D()), a.__dict__, A.__dict__["x"], "f" in vars(A), type(A.__dict__).__name__)
a.__dict__ = {"new": 1}
print(a.new, hasattr(a, "y"), vars(a))
try:
    A.__dict__["x"] = 5
except TypeError as e:
    print(e)
