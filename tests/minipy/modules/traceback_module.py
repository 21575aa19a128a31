import io, traceback, sys
def f(): g()
def g(): raise ValueError("message")
try: f()
except ValueError as e:
    text = traceback.format_exc().splitlines()
    print(text[0], text[-1], len([l for l in text if "File" in l]))
    print(traceback.format_exception_only(type(e), e), traceback.format_exception_only(e))
    print([l.split("\n")[0].split(", ", 1)[1] for l in traceback.format_tb(e.__traceback__)], len(traceback.format_exception(e)), [(s.name, s.lineno, s.line) for s in traceback.extract_tb(e.__traceback__)])
    s = io.StringIO(); traceback.print_exc(file=s); print(s.getvalue().splitlines()[-1])
    s = io.StringIO(); traceback.print_exception(e, file=s); print(len(s.getvalue().splitlines()) == len(text))
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise KeyError("k") from z
except KeyError as k: print([l for l in "".join(traceback.format_exception(k)).splitlines() if not l.startswith(" ")])
