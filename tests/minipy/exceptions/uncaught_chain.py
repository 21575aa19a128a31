def f():
    try:
        {}["missing"]
    except KeyError as e:
        raise ValueError("translated") from e


try:
    f()
except ValueError:
    raise RuntimeError("while handling")
