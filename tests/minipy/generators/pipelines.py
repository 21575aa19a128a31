def count(n=0):
    while True: yield n; n += 1
def take(n, it):
    for _, x in zip(range(n), it): yield x
def where(f, it):
    for x in it:
        if f(x): yield x
def primes():
    found = []
    for n in count(2):
        if all(n % p for p in found):
            found.append(n)
            yield n
print(list(take(10, primes())), list(take(5, where(lambda x: x % 7 == 0, count(1)))))
class Tree:
    def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
print(list(Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6))), 3 in Tree(3), sum(Tree(1, Tree(2))))
def permutations(l):
    if not l: yield []
    for i, x in enumerate(l):
        for rest in permutations(l[:i] + l[i + 1:]): yield [x] + rest
print(list(permutations([1, 2, 3])))
def coroutine(f):
    def start(*a):
        c = f(*a); next(c); return c
    return start
@coroutine
def sink(out):
    while True: out.append((yield))
@coroutine
def double(target):
    while True: target.send(2 * (yield))
out = []
d = double(sink(out))
for i in range(3): d.send(i)
print(out)
def rr(*its):
    its = list(map(iter, its))
    while its:
        for it in list(its):
            try: yield next(it)
            except StopIteration: its.remove(it)
print("".join(rr("abc", "12", "XYZW")))
def deep(n):
    if n: yield from deep(n - 1)
    yield n
print(sum(deep(150)), len(list(deep(50))))
