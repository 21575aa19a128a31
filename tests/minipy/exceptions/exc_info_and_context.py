import sys
print(sys.exc_info())
try:
    raise ValueError("a")
except ValueError as e:
    t, v, tb = sys.exc_info()
    print(t.__name__, v is e, tb is e.__traceback__)
    try:
        raise KeyError("b")
    except KeyError:
        print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[1])
del tb
print(sys.exc_info())
def f():
    return sys.exc_info()[0]
try: 1 / 0
except ZeroDivisionError: print(f())
print(f())
def g():
    try: raise TypeError
    except TypeError: yield sys.exc_info()[0]
    yield sys.exc_info()[0]
it = g()
print(next(it), sys.exc_info()[0], next(it))
try:
    raise OSError
except OSError:
    it = g(); print(next(it), sys.exc_info()[0], next(it)); del it
print(sys.exc_info()[0])
