# Variables of functions seen from methods, through class bodies that have the same name themselves.
def one():
    v = "function"

    class C:
        v = "class"
        def m(self): return v
        w = v
        values = [v for _ in range(1)]
    return C().m(), C.v, C.w, C.values


print(one())


def two():
    v = "outer"

    class A:
        v = "A"

        class B:
            v = "B"
            def m(self): return v

            class D:
                def m(self): return v
        def m(self): return v
    return A().m(), A.B().m(), A.B.D().m()


print(two())


def three():
    n = 0

    class Counter:
        n = 100
        def up(self):
            nonlocal n
            n += 1
            return n, self.n
        @classmethod
        def get(cls): return n, cls.n
    c = Counter()
    return c.up(), c.up(), Counter.get(), n


print(three())


def four():
    x = "four"

    class E:
        nonlocal x
        x = "set in the class"
        def m(self): return x
    return E().m(), x, hasattr(E, "x")


print(four())


def five(x):
    class F:
        x = x
        def m(self): return [x for _ in "a"] + [f() for f in [lambda: x]]
    return F.x, F().m()


try: print(five(1))
except NameError as e: print("NameError", e)


def six():
    class G:
        def m(self): return late
        late = "class"
    try: G().m()
    except NameError as e: print(e)
    late = "late"
    return G().m()


print(six())


def seven():
    y = 1

    class H:
        y = 2
        def gen(self):
            yield y
            yield from (y + i for i in range(2))
        inner = (lambda: y)()
        def __init__(self, z=y): self.z = z
    return list(H().gen()), H.inner, H().z


print(seven())
global_y = 0


def eight():
    global_y = 1

    class J:
        global global_y
        global_y = 2
        def m(self): return global_y
    return J().m(), global_y


print(eight(), global_y)


def nine():
    v = 1

    class K:
        del_me = v
        v = 2
        del v
        try: seen = v
        except NameError as e: seen = "NameError"
        def m(self): return v
    return K().m(), K.seen


print(nine())


def ten():
    class L:
        __slots__ = ()
        def m(self): return __class__, super().__repr__()[:3]
        def n(self):
            def deeper(): return __class__
            return deeper()
    return [k.__name__ for k in (L().m()[0], L().n())]


print(ten())
