"""Variables that are deleted somewhere: where they are bound, and where not."""
def t(f,*a):
    try: print(f(*a))
    except UnboundLocalError as e: print(e)
def f(c):
    if c: x = 1
    c and x
    return x
t(f,0); t(f,1)
def g(c):
    if c: x = 1
    y = x if c else 2
    return x
t(g,0); t(g,1)
def h(c):
    x = 1
    for i in range(3):
        if i == c: del x
        else: pass
        if i == 2 and c < 2: return x
    return x
t(h,0); t(h,1); t(h,2); t(h,5)
def k(c):
    x = 1
    while True:
        if c:
            del x
            break
        break
    return x
t(k,0); t(k,1)
def l(c):
    x = 1
    try:
        del x
        if c: raise ValueError
        x = 3
    except ValueError:
        return x
    finally:
        if c == 2: print(x)
    return x
t(l,0); t(l,1); t(l,2)
def m(c):
    e = 5
    try:
        if c: raise ValueError(3)
    except ValueError as e:
        print(e)
    return e
t(m,0); t(m,1)
class S:
    def __enter__(s): return s
    def __exit__(s,*a): return True
def n(c):
    x = 1
    with S() as x:
        del x
        if c: raise ValueError
        x = 2
    return x
t(n,0); t(n,1)
def o(x, c):
    if c: del x
    return x
t(o,1,0); t(o,1,1)
def p(c):
    x = 1
    del x
    x = 2
    while c:
        c -= 1
        x += 1
        if c == 2:
            del x
            continue
        if c == 1: x = 9
    else:
        return x
    return x
t(p,0); t(p,2);t(p,3)
def q(c):
    for x in range(c): 
        del x
    return x
t(q,1); t(q,0)
def r(c):
    x = 1
    try:
        for i in range(3):
            try:
                if i == c: del x; continue
            finally:
                if i == 2: return x
    except ZeroDivisionError: pass
t(r,0); t(r,2); t(r,7)
def s(c):
    if c and (x := 3): pass
    return x
t(s,0);t(s,1)
def u(c):
    del c
    return c
t(u,0)
