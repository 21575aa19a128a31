def a():
    try: return 1
    finally: print("f", end=" ")
def b():
    for i in range(3):
        try:
            if i == 1: return i
        finally: print("f", i, end=" ")
def c():
    try: raise ValueError
    finally: return "swallowed"
def d():
    while True:
        try: raise ValueError
        except ValueError: break
        finally: print("f", end=" ")
    return "after"
def e():
    try:
        try: 1 / 0
        finally: print("inner", end=" ")
    except ZeroDivisionError: return "caught"
    finally: print("outer", end=" ")
def f():
    x = 1
    try: return x
    finally: x = 2
def g():
    try: pass
    except Exception: print("no")
    else: return "else"
    finally: print("f", end=" ")
def h():
    try:
        yield 1
        yield 2
    finally: print("gen finally", end=" ")
for fn in (a, b, c, d, e, f, g): print(fn())
it = h(); next(it); it.close(); print()
print(list(h()))
def nested():
    r = []
    for i in range(2):
        try:
            try:
                if i: continue
                r.append("body")
            finally: r.append("in")
        finally: r.append("out")
    return r
print(nested())
