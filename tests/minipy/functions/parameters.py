def f(a, b=2, *args, c, d=4, **kw): return a, b, args, c, d, kw
print(f(1, c=3), f(1, 5, 6, 7, c=8, d=9, x=10), f(c=1, a=2), f(*[1, 2], **{"c": 3}))
def po(a, b=1, /, c=2, *, d=3): return a, b, c, d
print(po(0), po(0, 5, 6, d=7), po(0, c=9))
def ko(*, k=1): return k
def star(*, a, b): return a, b
def kwonly_po(a, /, **kw): return a, kw
print(ko(), ko(k=2), star(b=1, a=2), kwonly_po(1, a=2))
for bad in ("f()", "f(1)", "f(1, 2, c=3, a=4)", "po()", "po(a=1)", "po(1, 2, 3, 4)", "po(0, b=5)", "ko(1)", "star()", "star(a=1)", "ko(z=1)", "(lambda: 0)(1)", "(lambda a: 0)()", "(lambda a, b, c: 0)()", "(lambda a, b: 0)(1)", "(lambda a, b=1: 0)(1, 2, 3)", "(lambda *, a, b, c: 0)()", "(lambda a, /: 0)(a=1)", "f(1, 2, c=3, **{'c': 4})", "ko(**{'k': 1, 'j': 2})"):
    try: print(eval(bad))
    except TypeError as e: print(bad, "->", e)
class C:
    def m(self, a): pass
    @classmethod
    def c(cls, a): pass
    @staticmethod
    def s(a): pass
for bad in ("C().m()", "C().m(1, 2)", "C.m()", "C.c()", "C.s()", "C().m(b=1)", "C(1)"):
    try: eval(bad)
    except TypeError as e: print(bad, "->", e)
