# Errors of arguments name the function by its __qualname__ as it is now.
class C:
    def m(self, a, *, k): pass


def f(a, b=2, /, c=3, *, d): pass
def outer():
    def inner(x): pass
    return inner


def attempt(text):
    try: eval(text)
    except TypeError as e: print(text, "->", e)


i, g = outer(), lambda x: x
for text in ("f()", "f(1)", "f(1, 2, 3, 4, d=1)", "f(1, a=1, d=2)", "f(1, d=1, e=1)", "f(1, c=1, d=1, **{'c': 2})", "C().m()", "C().m(1)", "C().m(1, 2)", "C.m()", "i()", "i(1, 2)", "g()", "C(1)"): attempt(text)
f.__qualname__ = "renamed.f"
C.m.__qualname__ = "N.m"
i.__qualname__ = "i!"
g.__qualname__ = "G"
f.__name__ = "not this"
for text in ("f()", "f(1)", "f(1, 2, 3, 4, d=1)", "f(1, a=1, d=2)", "f(1, d=1, e=1)", "C().m()", "C().m(1)", "C().m(1, 2)", "C.m()", "i()", "i(1, 2)", "g()"): attempt(text)


class D:
    def __init__(self, a): pass
    def __call__(self, b): pass


D.__qualname__ = "Other"
D.__init__.__qualname__ = "Other.start"
for text in ("D()", "D(1)()", "D(1, 2)", "f(*5)", "f(**5)", "f(1, *5)", "f(*1, *2)", "f(**{1: 2})", "f(d=1, **{'d': 2})", "f(*[1], **None)", "D(*5)", "print(*5)", "len(**5)", "[].append(*5)", "C().m(**3)", "(lambda: 0)(*5)", "[*5]", "(*5,)", "{*5}", "{**5}", "D(1).__qualname__"):
    try: eval(text)
    except (TypeError, AttributeError) as e: print(text, "->", str(e)[:40] if "0x" in str(e) else e)
