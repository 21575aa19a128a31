# the name of a handler is deleted when it ends; what a handler matches is evaluated when needed
def f():
    try: raise ValueError(1)
    except ValueError as e: pass
    try: return e
    except UnboundLocalError as x: return str(x)
print(f())
def kinds():
    print("evaluated", end=" ")
    return ValueError
try: pass
except kinds(): pass
try: raise ValueError
except kinds(): print("matched")
try:
    try: raise KeyError
    except undefined_name: pass
except NameError as e: print(e, repr(e.__context__))
def g():
    try: 1 / 0
    except Exception as e:
        del e
    return "deleted by hand"
print(g())
errors = (ValueError, (KeyError,))
try:
    try: raise KeyError
    except errors: print("nested tuple")
except TypeError as e: print(e)
for exc in (ValueError, TypeError):
    try: raise exc
    except exc as caught: print(type(caught).__name__)
def rebinding():
    try: raise ValueError("x")
    except ValueError as e:
        e = 5
        return e
print(rebinding())
