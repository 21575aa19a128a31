def g():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            print("caught", e)
            yield "handled"
        except KeyError:
            return "stopped"
it = g()
print(next(it), it.throw(ValueError("v")), next(it), it.throw(ValueError), next(it))
try: it.throw(KeyError)
except StopIteration as e: print(e.value)
try: it.throw(ValueError("again"))
except ValueError as e: print("out", e)
it = g()
try: it.throw(TypeError("not started"))
except TypeError as e: print(e)
print(next(it, "closed"))
it = g(); next(it)
try: it.throw(TypeError("not handled"))
except TypeError as e: print(e)
for bad in ("it.throw()", "it.throw(5)", "it.throw('x')", "g().throw(ValueError(1), 2)"):
    try: eval(bad)
    except TypeError as e: print(bad, "->", e)
def cleanup():
    try: yield 1
    finally: print("cleanup")
c = cleanup(); next(c)
try: c.throw(ValueError)
except ValueError: print("passed on")
def replace():
    try: yield
    except ValueError as e: raise KeyError("new") from e
r = replace(); next(r)
try: r.throw(ValueError("old"))
except KeyError as e: print(e, repr(e.__cause__))
