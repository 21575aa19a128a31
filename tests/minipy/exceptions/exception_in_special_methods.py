class B:
    def __init__(self, where): self.where = where
def fail(name):
    def method(self, *args):
        raise ValueError(name)
    return method
for name in ("__len__", "__bool__", "__iter__", "__next__", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__call__", "__eq__", "__lt__", "__hash__", "__repr__", "__str__", "__format__", "__add__", "__radd__", "__iadd__", "__neg__", "__abs__", "__int__", "__float__", "__index__", "__enter__", "__exit__", "__getattr__", "__setattr__", "__delattr__", "__get__", "__reversed__", "__round__"):
    setattr(B, name, fail(name)) if name not in ("__setattr__", "__get__") else None
b = object.__new__(B)
def with_b():
    with b: pass
for text in ("len(b)", "bool(b)", "iter(b)", "next(b)", "b[0]", "1 in b", "b()", "b == 1", "b < 1", "hash(b)", "{b: 1}", "repr(b)", "str(b)", "f'{b}'", "b + 1", "1 + b", "-b", "abs(b)", "int(b)", "float(b)", "range(b)", "with_b()", "b.x", "reversed(b)", "round(b)", "[b] == [5]", "5 in [b]", "sorted([b, b])", "list(b)", "print(b)", "not b", "max(b, b)", "sum([b])", "'%s' % b", "[*b]", "isinstance(b, int)", "b != 1", "'' .join(b)", "dict(b)", "a, c = b"):
    try:
        exec(text)
        print(text, "fine")
    except ValueError as e:
        print(text, "->", e)
    except Exception as e:
        print(text, "->", type(e).__name__, e)
