# What a generator's except clause goes back to is what its resumer handles, who may be another one at the clause's end.
import sys


def kind():
    return sys.exc_info()[0]


def in_clause():
    yield kind()
    try:
        raise ValueError
    except ValueError:
        yield kind()
        yield kind()
    yield kind()
    try:
        try:
            raise KeyError
        except KeyError:
            yield kind()
            raise IndexError
    except IndexError:
        yield kind()
    yield kind()


def resumed(generator, exception):
    try:
        raise exception
    except Exception:
        return next(generator)


generator = in_clause()
print(resumed(generator, TypeError))
print(resumed(generator, TypeError))
print(next(generator))
print(next(generator))
print(resumed(generator, OSError))
print(next(generator))
print(resumed(generator, TypeError))
print(kind())


def raising():
    try:
        raise ValueError("first")
    except ValueError:
        yield 1
    raise KeyError("second")


generator = raising()
resumed(generator, TypeError)
try:
    next(generator)
except KeyError as exception:
    print(repr(exception.__context__))
