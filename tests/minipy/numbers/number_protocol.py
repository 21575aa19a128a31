class V:
    def __init__(self, x):
        self.x = x

    def __index__(self):
        return self.x

    def __int__(self):
        return self.x + 1

    def __float__(self):
        return self.x + 0.5

    def __round__(self, n=None):
        return "round", n

    def __abs__(self):
        return "abs"

    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __divmod__(self, o):
        return "divmod", o

    def __rdivmod__(self, o):
        return "rdivmod", o

    def __pow__(self, o, mod=None):
        return "pow", o, mod

    def __rpow__(self, o, mod=None):
        return "rpow", o


v = V(3)
print(int(v), float(v), round(v), round(v, 2), abs(v), -v, +v, ~v, divmod(v, 2), divmod(2, v), v ** 2, 2 ** v, pow(v, 2, 5))
print([1, 2, 3, 4][v], range(v), "abc" * v, hex(v), bin(v), "abcdef"[v:], list(range(10))[v:V(6)], chr(V(97)), int("11", V(2)))
for bad in ("float('x')", "int(object())", "hex(1.5)", "abs('a')", "-[]", "round('a')", "divmod('a', 1)", "pow('a', 2)", "int(W())", "[1][W()]"):
    class W:
        def __int__(self): return "not an int"
        def __index__(self): return 1.5
    try:
        print(eval(bad))
    except (TypeError, ValueError) as e:
        print(bad, "->", type(e).__name__, e)
