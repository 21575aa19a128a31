def g():
    yield 1
    return "result"
it = g()
print(next(it))
try: next(it)
except StopIteration as e: print(e.value)
try: next(it)
except StopIteration as e: print(e.value)
def bad():
    yield 1
    raise StopIteration("inside")
try: list(bad())
except RuntimeError as e: print(e, repr(e.__cause__))
def inner_next():
    yield next(iter([]))
try: list(inner_next())
except RuntimeError as e: print(e)
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration(99)
print(list(It()), next(It(), "d"))
def delegating():
    r = yield from It()
    yield r
print(list(delegating()))
print([x for x in It()], dict(It()), max(It(), default="none"))
try: next(It())
except StopIteration as e: print(e.value, e.args)
