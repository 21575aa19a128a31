# equal keys are one key; lookups ask for hashes and equality
class K:
    def __init__(self, n, h=None):
        self.n, self.h = n, n if h is None else h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        log.append((self.n, getattr(other, "n", other)))
        return isinstance(other, K) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


log = []
a, b, c = K(1), K(1), K(2, 1)
d = {a: "a"}
print(d[a], log)
print(d[b], log)
log.clear()
d[b] = "b"
d[c] = "c"
print(d, next(iter(d)) is a, len(d), d[K(2, 1)])
print(K(3) in d, K(3, 1) in d, d.get(K(9), "no"))


class Bad:
    def __hash__(self):
        raise ValueError("no hash")


class BadEq:
    def __hash__(self): return 1
    def __eq__(self, other): raise ValueError("no eq")


class NotInt:
    def __hash__(self): return "x"


d[K(0, 1)] = 0
for key in (Bad(), BadEq(), NotInt()):
    try:
        print(d[key])
    except Exception as e:
        print(type(e).__name__, "" if isinstance(e, KeyError) else e)
print({1: "int", 1.0: "float", True: "bool"}, {0: 0, False: 1}, {"a": 1, "a": 2}, {(1, 2): 3}[(1.0, 2)], {float("inf"): 1}[1e400])
nan = float("nan")
print({nan: 1}[nan], nan in {nan: 1})
class H:
    __hash__ = None
try:
    {H(): 1}
except TypeError as e:
    print(e)
