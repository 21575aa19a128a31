# contract 4.10
class B:
    def __bool__(self): return False
    def __len__(self): return 5
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class N: pass
print(bool(B()), bool(L(0)), bool(L(3)), bool(N()), not L(0), [x for x in (L(0), L(1)) if x] != [], "yes" if B() else "no", L(0) or "or")


class C:
    def __contains__(self, x): return x * 2 if isinstance(x, int) else ""
class I:
    def __iter__(self): return iter([1, 2, 3])
class G:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(5 in C(), 0 in C(), "x" in C(), 2 in I(), 5 in I(), 4 in G(), 5 in G(), 9 not in G(), 5 not in I())


class NoIter:
    __contains__ = None
    def __iter__(self): return iter([1])
for bad in ("1 in NoIter()", "1 in N()", "1 in 5", "bool(Bad())", "len(Bad())", "len(N())", "len(5)"):
    class Bad:
        def __bool__(self): return "x"
        def __len__(self): return 1.5
    try:
        print(eval(bad))
    except TypeError as e:
        print(bad, "->", e)


class Raises:
    def __bool__(self): raise ValueError("bool")


for f in (lambda: bool(Raises()), lambda: not Raises(), lambda: 1 if Raises() else 2, lambda: Raises() and 1, lambda: [x for x in [1] if Raises()], lambda: all([Raises()]), lambda: list(filter(lambda x: Raises(), [1]))):
    try:
        f()
    except ValueError as e:
        print(e, end=" ")
print()
nan = float("nan")
print(nan in [nan], nan in (nan,), nan in {nan}, [nan] == [nan], [nan].index(nan), [nan].count(nan))
