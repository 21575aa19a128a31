# __context__: what is handled when something is raised, whatever it was before; and None where a program says so.
from contextlib import AbstractContextManager, ExitStack, contextmanager


def stop():
    raise StopIteration


def generator():
    yield stop()


try:
    next(generator())
except RuntimeError as e:
    print(type(e.__cause__).__name__, type(e.__context__).__name__, e.__suppress_context__)

try:
    try:
        raise ValueError(1)
    except ValueError:
        e = KeyError(2)
        e.__context__ = TypeError(3)
        raise e
except KeyError as k:
    print(repr(k.__context__))


class Mine(Exception):
    pass


@contextmanager
def manager():
    try:
        yield
    except BaseException:
        mine = Mine()
        try:
            raise mine
        finally:
            mine.__context__ = None


try:
    with manager():
        raise IndexError
except Mine as e:
    print(repr(e.__context__))
try:
    with ExitStack() as stack:
        stack.enter_context(manager())
        raise IndexError
except Mine as e:
    print(repr(e.__context__))

# A ring is cut.
a, b = ValueError("a"), ValueError("b")
try:
    try:
        raise a
    except ValueError:
        raise b
except ValueError:
    try:
        raise a
    except ValueError as e:
        print(e, e.__context__, e.__context__.__context__)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return None


class NoExit(AbstractContextManager):
    pass


print(issubclass(Manager, AbstractContextManager), isinstance(5, AbstractContextManager))
try:
    NoExit()
except TypeError as e:
    print(e)
