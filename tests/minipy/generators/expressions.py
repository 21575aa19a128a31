g = (x * x for x in range(4))
print(type(g).__name__, next(g), list(g), list(g))
print(sum(x for x in range(5)), max((x for x in (1, 5, 2)), default=0), ",".join(str(x) for x in range(3)), set(x % 2 for x in range(4)), dict((k, 1) for k in "ab"), sorted(-x for x in (1, 2)), any(x > 2 for x in (1, 3)), tuple(x for x in "ab"))
n = 10
h = (x + n for x in range(2))
n = 20
print(list(h))
try:
    bad = (x for x in 5)
except TypeError as e: print("at once:", e)
late = (1 / x for x in (1, 0))
print(next(late))
try: next(late)
except ZeroDivisionError as e: print(e, next(late, "over"))
print([list(y for y in range(x)) for x in range(3)], list((x, y) for x in "ab" for y in range(2) if y), (lambda: list(i for i in (1, 2)))())
def f(*a): return a
print(f(*(x for x in range(2))), f((x for x in "a")).__len__())
class C:
    items = [1, 2]
    doubled = list(x * 2 for x in items)
print(C.doubled)
gens = [(lambda i: (i * j for j in range(2)))(i) for i in range(3)]
print([list(g) for g in gens])
x = "outer"
print(list(x for x in "q"), x, (y for y in ()).__name__)
