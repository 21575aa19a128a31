# contract 4.9
class A:
    def __init__(self): self.log = []
    def __iadd__(self, o):
        self.log.append(o)
        return self
    def __isub__(self, o): return "replaced"
    def __mul__(self, o): return "mul"
    def __imul__(self, o): return NotImplemented
    def __itruediv__(self, o): raise ValueError("itruediv")


a = b = A()
a += 1
a += 2
print(a.log, a is b)
a -= 1
print(a)
a = b
a *= 3
print(a)
try:
    b /= 1
except ValueError as e:
    print(e, type(b).__name__)


class C:
    def __add__(self, o): return ("add", o)


c = C()
c += 5
print(c)


class D:
    def __init__(self): self.v = [1]
    def __getitem__(self, i):
        print("getitem", i)
        return self.v
    def __setitem__(self, i, x): print("setitem", i, x)


d = D()
d["k"] += [2]
d.v += [3]
print(d.v)
for name, sign in zip("ifloordiv imod ipow ilshift irshift iand ior ixor imatmul".split(), "//= %= **= <<= >>= &= |= ^= @=".split()):
    setattr(A, f"__{name}__", lambda self, o, n=name: n)
    x = A()
    exec(f"x {sign} 1")
    print(x)
