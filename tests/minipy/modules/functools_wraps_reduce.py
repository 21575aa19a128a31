from functools import reduce, wraps, update_wrapper, total_ordering, cmp_to_key, cached_property
def deco(f):
    @wraps(f)
    def wrapper(*a): "wrapper doc"; return f(*a)
    return wrapper
@deco
def hello(x: int): "hello doc"; return x
print(hello(5), hello.__name__, hello.__doc__, hello.__qualname__, hello.__wrapped__(6), hello.__annotations__ is not None)
hello.__wrapped__.attr = 1
print(update_wrapper(lambda: 0, hello.__wrapped__).attr)
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(max, [3, 9, 2]), reduce(lambda a, b: a + b, [], "init"), reduce(lambda a, b: a + [b], "ab", []))
for bad in ("reduce(max, [])", "reduce(max, 5)"):
    try: eval(bad)
    except TypeError as e: print(bad, "->", str(e)[:40])
@total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), V(1) != V(2), V.__le__.__name__)
@total_ordering
class G:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __ge__(self, o): return self.n >= o.n
print(G(1) < G(2), G(1) <= G(1), G(3) > G(2))
print(sorted("bca", key=cmp_to_key(lambda a, b: (a < b) - (a > b))), max([1, 5], key=cmp_to_key(lambda a, b: a - b)))
class C:
    n = 0
    @cached_property
    def p(self): "doc p"; C.n += 1; return C.n
c = C(); print(c.p, c.p, C().p, c.__dict__, C.p.__doc__)
del c.p; print(c.p)
