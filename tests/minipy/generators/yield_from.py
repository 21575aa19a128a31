def inner():
    x = yield 1
    print("inner got", x)
    yield 2
    return "inner result"
def outer():
    r = yield from inner()
    print("outer got", r)
    yield from [10, 20]
    yield from "ab"
    return "outer result"
it = outer()
print(next(it), it.send("S"), next(it), list(it))
def sub():
    try: yield 1
    except ValueError: yield "handled in sub"
    finally: print("sub finally")
def dele(): yield from sub()
d = dele(); next(d); print(d.throw(ValueError)); d.close()
d = dele(); next(d); d.close()
def chain(*its):
    for i in its: yield from i
print(list(chain([1], (2, 3), "x", range(2), {})))
def flat(x):
    for i in x:
        if isinstance(i, list): yield from flat(i)
        else: yield i
print(list(flat([1, [2, [3, [4]], 5], []])))
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("value")
        return self.n
    def send(self, v): print("sent", v); return "S"
    def throw(self, *a): print("thrown", a[0] if isinstance(a[0], type) else type(a[0])); return "T"
    def close(self): print("closed")
def y():
    r = yield from It()
    print("result", r)
i = y(); print(next(i), i.send(5), i.throw(KeyError)); i.close()
print(list(y()))
try: list((lambda: (yield from 5))())
except TypeError as e: print(e)
try:
    i = (lambda: (yield from [1, 2]))(); next(i); i.send(1)
except AttributeError as e: print(e)
