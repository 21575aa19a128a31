for e in (ValueError(), ValueError("a"), ValueError("a", 1), KeyError("k"), KeyError(), KeyError("a", "b"), Exception(None), OSError(2, "msg"), OSError(2, "msg", "file"), OSError("only"), SystemExit(3), StopIteration(5), ImportError("m", name="n"), IndexError([1]), UnicodeError("u")):
    print(repr(e), "|", str(e), "|", e.args)
print(StopIteration(5).value, SystemExit(3).code, OSError(2, "m", "f").filename, OSError(2, "m").errno, OSError(2, "m").strerror, type(OSError(2, "x")).__name__, ImportError("m", name="n").name)
e = ValueError(1)
e.extra = "attr"
e.args = (9, 8)
print(e.extra, e, repr(e), e.__dict__)
e.add_note("note 1"); e.add_note("note 2"); print(e.__notes__)
try:
    {}.missing
except AttributeError as err:
    print(err.name, err.obj)
try:
    undefined
except NameError as err:
    print(err.name)
try:
    {}["key"]
except KeyError as err:
    print(err.args, str(err), repr(err))
for bad in ("ValueError(a=1)", "e.with_traceback(5)", "e.add_note(5)", "BaseException.__new__(5)", "e.args = 5"):
    try:
        exec(bad)
    except TypeError as err:
        print(bad, "->", err)
