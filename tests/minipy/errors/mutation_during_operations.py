# whatever user code does meanwhile, nothing breaks
class E:
    def __eq__(self, o):
        l.clear()
        return False
l = [E() for _ in range(5)]
print(5 in l, l)
l = [E() for _ in range(5)]
try: print(l.index(5))
except ValueError: print("ValueError")
l = [E(), 1, 2]; print(l.count(1), l)
l = [E(), E()]; print(l == [1, 2, 3], len(l))
class R:
    def __repr__(self):
        m.clear(); return "R"
m = [R(), R(), R()]
print(repr(m), m)
class H:
    def __hash__(self): return 1
    def __eq__(self, o):
        d.clear(); return False
d = {}
d[H()] = 1
d[H()] = 2
print(len(d) <= 2)
n = list(range(5))
def key(x):
    return -x
n.sort(key=key); print(n)
class L:
    def __index__(self):
        p.clear(); return 0
p = [1, 2, 3]
try: print(p[L()])
except IndexError as e: print(e)
p = [1, 2, 3]
p[L():] = [9]
print(p)
q = [1, 2, 3]
for x in q:
    if x == 1: q.clear()
print(q)
s = {1, 2}
it = iter(s); s.add(3)
try: next(it)
except RuntimeError as e: print(e)
def ext():
    for i in range(3):
        t.append(i); yield i
t = []
t.extend(ext()); print(t)
t[:] = (x for x in t); print(t)
