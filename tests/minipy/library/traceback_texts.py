# The texts of exceptions: causes, notes, limits. CPython's marks under the lines are left out.
import traceback


def show(text):
    print("".join([line for line in text.splitlines(True) if line == "\n" or line.strip(" ~^\n")]), end="")


def divide(x):
    try:
        return 1 / x
    except ZeroDivisionError as error:
        raise ValueError("two\nlines") from error


def look_up():
    try:
        divide(0)
    except ValueError:
        {}["key"]


def dive(n):
    if n == 0:
        raise OSError(2, "gone")
    dive(n - 1)


def noted():
    error = KeyError("x")
    error.add_note("one\ntwo")
    raise error


class Mute(Exception):
    def __str__(self):
        raise RuntimeError


def mute():
    raise Mute


for action in (lambda: divide(0), look_up, lambda: dive(8), lambda: dive(3), noted, mute):
    try:
        action()
    except Exception as error:
        show(traceback.format_exc())
        show(traceback.format_exc(limit=1))
        show("".join(traceback.format_exception(error, chain=False)))
        print(traceback.format_exception_only(error))
        print([(place.lineno, place.name, place.line) for place in traceback.extract_tb(error.__traceback__, -2)])
print(repr(traceback.format_exc()), traceback.format_list([("a.py", 3, "f", "x = 1")]))
