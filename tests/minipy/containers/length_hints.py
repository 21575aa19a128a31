# What a list or tuple is made of is asked for its length first: too many items are a MemoryError at once.
for text in ("list(range(1 << 62))", "tuple(range(1 << 61))", "[*range(1 << 62)]", "[].extend(range(1 << 62))", "sorted(range(1 << 62))", "list(range(1 << 70))", "tuple(range(-1 << 70, 0))", "len(range(1 << 62))", "len(range(1 << 70))", "print(*range(1 << 61))", "a, *b = range(1 << 61)", "x = []; x += range(1 << 62)", "x = []; x[:] = range(1 << 62)"):
    try:
        exec(text)
        print(text, "done")
    except (MemoryError, OverflowError) as e: print(text, "->", type(e).__name__, e)


class Sized:
    def __init__(self, length, items=(1, 2)): self.length, self.items = length, items
    def __len__(self):
        log.append("len")
        if isinstance(self.length, Exception): raise self.length
        return self.length
    def __iter__(self): log.append("iter"); return iter(self.items)


class Hinted:
    def __init__(self, hint): self.hint = hint
    def __iter__(self): log.append("iter"); return iter("ab")
    def __length_hint__(self):
        log.append("hint")
        if isinstance(self.hint, Exception): raise self.hint
        return self.hint


log = []
for make in (list, tuple, sorted, set, lambda x: [*x], lambda x: (*x, 0), lambda x: [].extend(x), sum if False else lambda x: "".join(map(str, x))):
    for thing in (Sized(2), Sized(0), Sized(7), Sized(TypeError("no length")), Hinted(3), Hinted(NotImplemented), Hinted(TypeError("no hint"))):
        log.clear()
        print(make(thing), log)
for thing in (Sized(ValueError("bad length")), Sized(-1), Sized("x"), Sized(1 << 70), Sized(1 << 62), Hinted(ValueError("bad hint")), Hinted(-1), Hinted("x"), Hinted(1 << 62), Hinted(1 << 70), Hinted(None)):
    for make in (list, tuple, lambda x: [*x]):
        log.clear()
        try: print(make(thing), log)
        except Exception as e: print(type(e).__name__, e, log)


class Iterator:
    def __init__(self): self.n = 3
    def __iter__(self): return self
    def __next__(self):
        if not self.n: raise StopIteration
        self.n -= 1
        return self.n
    def __length_hint__(self): return self.n


print(list(Iterator()), tuple(Iterator()), [*Iterator(), *Iterator()])
import operator
print(operator.length_hint([1, 2]), operator.length_hint(Iterator()), operator.length_hint(5, 9), operator.length_hint(iter(range(4))))
