def make():
    x = 0
    def inc(): nonlocal x; x += 1; return x
    def get(): return x
    def set(v): nonlocal x; x = v
    return inc, get, set
i1, g1, s1 = make()
i2, g2, s2 = make()
print(i1(), i1(), g1(), g2(), i2(), s1(50), i1(), g1(), g2())
print(i1.__closure__[0].cell_contents, i1.__closure__[0] is g1.__closure__[0], i1.__code__.co_freevars, make.__code__.co_cellvars)
def loop(): return [lambda: i for i in range(3)]
print([f() for f in loop()])
def loop2():
    fs = []
    for i in range(3):
        def f(): return i
        fs.append(f)
    i = 99
    return [f() for f in fs]
print(loop2())
def param(x):
    def f(): return x
    x += 1
    return f
print(param(1)())
def deep():
    a = 1
    def b():
        def c():
            def d():
                nonlocal a
                a += 1
                return a
            return d
        return c
    return b, lambda: a
b, get = deep()
print(b()()(), b()()(), get())
def late():
    def f(): return v
    try: f()
    except NameError as e: print(e)
    v = 1
    return f()
print(late())
def deleted():
    v = 1
    def f(): return v
    del v
    try: return f()
    except NameError as e: return str(e)
print(deleted())
def cls():
    x = "enclosing"
    class C:
        y = x
        def m(self): return x
    return C.y, C().m()
print(cls())
def comp(n): return [lambda: i * n for i in range(3)][1]()
print(comp(10))
try: (lambda: undefined_free)()
except NameError as e: print(e)
c = i1.__closure__[0]
c.cell_contents = 7
print(g1())
