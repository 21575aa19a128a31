# contract 5.1 to 5.6
import gc
import weakref

gc.disable()


class V:
    def __init__(self, v):
        self.v = v
        self.me = self

    def __add__(self, o):
        return self.v + o

    def __radd__(self, o):
        return o + self.v

    def __iadd__(self, o):
        self.v += o
        return self

    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 2

    def __contains__(self, x):
        return x == "in"

    def __iter__(self):
        return iter([1, 2])

    def __bool__(self):
        return False

    def __str__(self):
        return "a V"

    def __eq__(self, o):
        return self.v == o

    def m(self):
        return self


class F:
    def __call__(self, x):
        return x + 1


v = V(10)
p = weakref.proxy(v, lambda r: print("told", r is p))
print(p.v, p + 1, 1 + p, len(p), p[4], "in" in p, list(p), bool(p), str(p), p == 10)
p.w = 5
print(v.w, isinstance(p, V), type(p) is weakref.ProxyType, p.m() is v)
del p.w
print(hasattr(v, "w"))
q = p
q += 5
print(q is v, v.v)
del q
f = F()
c = weakref.proxy(f)
print(c(1), type(c) is weakref.CallableProxyType)
for what in [lambda: hash(p), lambda: weakref.ref(p)]:
    try:
        what()
    except TypeError as e:
        print("TypeError")
del v
gc.collect()
for what in [lambda: p.v, lambda: p + 1, lambda: len(p), lambda: p[0], lambda: list(p), lambda: bool(p), lambda: str(p)]:
    try:
        what()
    except ReferenceError as e:
        print(e)
