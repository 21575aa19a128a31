# contract 4.9
NAMES = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul".split()
SIGNS = "+ - * / // % ** << >> & | ^ @".split()


class A: pass
class B: pass


for name in NAMES:
    setattr(A, f"__{name}__", lambda self, o, n=name: f"A.{n}({o!r})")
    setattr(A, f"__r{name}__", lambda self, o, n=name: f"A.r{n}({o!r})")
A.__repr__ = lambda self: "a"
B.__repr__ = lambda self: "b"
a, b = A(), B()
for sign in SIGNS:
    print(eval(f"a {sign} 1"), eval(f"1 {sign} a"), eval(f"b {sign} a"), eval(f"a {sign} b"), eval(f"'s' {sign} a") if sign != "%" else "")
for sign in SIGNS:
    try:
        eval(f"b {sign} 1")
    except TypeError as e:
        print(e)
    try:
        exec(f"x = b\nx {sign}= 1")
    except TypeError as e:
        print(e)


class N:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return "N.radd"


print(1 + N())
for bad in ("N() + 1", "N() + N()", "N() + b"):
    try:
        print(eval(bad))
    except TypeError as e:
        print(e)
