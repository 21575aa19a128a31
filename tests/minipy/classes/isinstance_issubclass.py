class A: pass
class B(A): pass
b = B()
print(isinstance(b, A), isinstance(b, (int, A)), isinstance(5, int), isinstance(True, int), isinstance(b, object), isinstance(A, type), isinstance(5, (str, (int, float))), isinstance(b, ()))
print(issubclass(B, A), issubclass(A, B), issubclass(B, (int, A)), issubclass(bool, int), issubclass(A, A), issubclass(type, object))
for bad in ("isinstance(b, 5)", "isinstance(b, 'A')", "issubclass(5, A)", "issubclass(A, 5)", "isinstance(b)", "isinstance(b, (A, 5))", "isinstance(1, (str, 5))"):
    try:
        print(bad, eval(bad))
    except TypeError as e:
        print(bad, "->", e)


class Meta(type):
    def __instancecheck__(cls, o): return o == "magic" or type.__instancecheck__(cls, o)
    def __subclasscheck__(cls, c): return c is int or type.__subclasscheck__(cls, c)


class M(metaclass=Meta): pass
print(isinstance("magic", M), isinstance("x", M), isinstance(M(), M), issubclass(int, M), issubclass(str, M), isinstance("magic", (int, M)))
class W:
    def __init__(self, t): self.__dict__["_t"] = t
    @property
    def __class__(self): return type(self._t)
print(isinstance(W(5), int), isinstance(W([]), list), type(W(1)).__name__, isinstance(W("a"), W))
