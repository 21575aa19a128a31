try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("from") from e
except ValueError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        {}["k"]
except KeyError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("x") from None
except KeyError as e:
    print(e.__cause__, repr(e.__context__), e.__suppress_context__)
try:
    try:
        raise ValueError(1)
    finally:
        raise TypeError(2)
except TypeError as e:
    print(repr(e.__context__))
e1, e2 = ValueError(1), ValueError(2)
e1.__cause__ = e2
print(e1.__suppress_context__, e1.__cause__ is e2)
for attr, value in (("__cause__", 5), ("__context__", "x"), ("__traceback__", 1), ("__suppress_context__", 1)):
    try:
        setattr(e1, attr, value)
        print(attr, "set", getattr(e1, attr))
    except TypeError as e:
        print(e)
def depth(n):
    try:
        if n: depth(n - 1)
        raise ValueError(n)
    except ValueError as e:
        if n == 3:
            chain = []
            while e: chain.append(e.args[0]); e = e.__context__
            print(chain)
        raise KeyError(n)
try: depth(3)
except KeyError as e: print(e, repr(e.__context__))
