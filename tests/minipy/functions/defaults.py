def f(x, l=[]):
    l.append(x)
    return l
print(f(1), f(2), f(3, []), f(4))
n = 1
def g(a=n, b=lambda: n): return a, b()
n = 2
print(g())
print(f.__defaults__, g.__defaults__[0], (lambda *, k=5: k).__kwdefaults__)
g.__defaults__ = (10, lambda: "changed")
print(g())
def h(a, b): return a, b
h.__defaults__ = ("d",)
print(h(1))
h.__defaults__ = None
try: h(1)
except TypeError as e: print(e)
def k(*, a=1): return a
k.__kwdefaults__ = {"a": 7}
print(k())
def order(a=print("evaluated once")): return a
order(); order()
functions = []
for i in range(3):
    def closure(i=i): return i
    functions.append(closure)
print([fn() for fn in functions])
def none(a=None, b=(), c="", d=0): return a, b, c, d
print(none(), none(1), none(d=5))
class D:
    x = 5
    def m(self, v=x): return v
print(D().m())
