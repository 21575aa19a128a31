class C:
    def __init__(self, n): self.n = n
    def __iter__(self):
        for i in range(self.n): yield i
    def items(self, f=lambda x: x): yield from map(f, self)
    @staticmethod
    def s(n): yield n
    @classmethod
    def c(cls): yield cls.__name__
    @property
    def p(self):
        def inner(): yield self.n
        return inner()
    def __getitem__(self, i): return (x for x in range(i))
    def __call__(self): yield "called"
    def __enter__(self): return (x for x in "with")
    def __exit__(self, *a): print("exit")
c = C(3)
print(list(c), list(c), list(c.items(str)), list(C.s(5)), list(C.c()), list(c.p), list(c[2]), list(c()), [*c], dict(enumerate(c)), sum(c), 2 in c)
with c as w: print("".join(w))
for a, b in zip(c, c): print(a, b, end=" ")
print()
it = c.items()
print(next(it), it.__next__())
class D(C):
    def __iter__(self):
        yield "D"
        yield from super().__iter__()
print(list(D(2)))
