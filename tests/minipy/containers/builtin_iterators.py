print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)), list(zip("abc", [1, 2])), list(zip()), list(zip("a")))
print(list(map(lambda x: x * 2, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1, 2))), list(reversed(range(3))))
z = zip("ab", [1, 2])
print(next(z), list(z), list(z), dict(zip("xy", range(2))), list(zip(*[(1, 2), (3, 4)])))
for bad in ("list(zip([1], [1, 2], strict=True))", "list(zip([1, 2], [1], strict=True))", "zip(5)", "map(None)", "list(map(5, [1]))", "enumerate(5)", "enumerate()", "reversed({1})", "reversed(5)", "filter(None)", "next([])", "iter(5)", "next(iter([]))", "iter(1, 2)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)


class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


print(list(It()), [*It()], sum(It()), max(It()), 2 in It(), list(map(str, It())), tuple(It()), sorted(It(), reverse=True), "".join(map(str, It())))


class Seq:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


class Rev(Seq):
    def __len__(self): return 3


print(list(Seq()), 20 in Seq(), list(reversed(Rev())), list(iter(iter([1]))), list(zip(Seq(), It())))
numbers = iter([1, 2, 0, 3])
print(list(iter(lambda: next(numbers), 0)), next(numbers), next(numbers, "default"), any(x > 1 for x in It()), all(It()), list(zip(range(3), "abc", It())))
def gen():
    yield 1
    raise ValueError("in generator")
try:
    list(map(str, gen()))
except ValueError as e:
    print(e)
