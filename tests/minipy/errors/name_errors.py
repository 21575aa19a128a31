def f():
    try: unknown
    except NameError as e: print(e)
    try: x
    except UnboundLocalError as e: print(e)
    x = 1
    del x
    try: x
    except UnboundLocalError as e: print(e)
    try: del x
    except UnboundLocalError as e: print(e)
    try: x += 1
    except UnboundLocalError as e: print(e)
f()
class C:
    try: y
    except NameError as e: print(e)
    y = 1
    del y
    try: y
    except NameError as e: print(e)
def g():
    for i in []: pass
    try: i
    except UnboundLocalError as e: print(e)
    try: [j for j in range(2)]; j
    except NameError as e: print(e)
    with open("/dev/null") as h: pass
    if False: k = 1
    try: print(k)
    except UnboundLocalError as e: print(e)
g()
try: exec("del nothing")
except NameError as e: print(e)
try: eval("a1 + b1")
except NameError as e: print(e)
len = len
del len
print(len([1]))
try:
    del len
except NameError as e: print(e)
