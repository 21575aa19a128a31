import copy
a = [1, [2, 3], {"k": [4]}]
b = copy.copy(a)
c = copy.deepcopy(a)
a[1].append("x"); a[2]["k"].append("y"); a.append("z")
print(a, b, c)
l = []
l.append(l)
m = copy.deepcopy(l)
print(m[0] is m, m is l)


class P:
    def __init__(self, x): self.x = x


p = P([1])
q, r = copy.copy(p), copy.deepcopy(p)
p.x.append(2)
print(q.x, r.x, type(r) is P, q.x is p.x)
shared = [0]
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1], pair[0] is shared)


class C:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep " + type(memo).__name__


print(copy.copy(C()), copy.deepcopy([C()]), copy.copy((1, [2])), copy.deepcopy((1, 2)) , copy.copy("s"), copy.deepcopy({1, 2}) == {1, 2}, copy.copy(len) is len, copy.deepcopy(P) is P)
t = (1, [2])
u = copy.deepcopy(t)
t[1].append(3)
print(t, u, copy.deepcopy(t[0]) is t[0], copy.deepcopy((1, (2, 3))) == (1, (2, 3)))


class S:
    __slots__ = ("a", "b")


s = S()
s.a = [1]
v = copy.deepcopy(s)
s.a.append(2)
print(v.a, hasattr(v, "b"), copy.copy(s).a)


class L(list):
    pass


w = L([1, [2]])
w.name = "n"
x = copy.deepcopy(w)
w[1].append(3)
print(x, x.name, type(x), copy.copy(w).name)
m = copy.deepcopy(p.__init__) if False else copy.copy({"a": [1]})
print(m)
