# leaving loops through finally
def f(how):
    for i in range(3):
        try:
            if i == 1:
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "return":
                    return "returned"
        finally:
            print("finally", i, end="; ")
    else:
        print("else", end="; ")
    return "end"


for how in ("break", "continue", "return", "nothing"):
    print(how, f(how))


def g():
    while True:
        try:
            try:
                return 1
            finally:
                print("inner")
        finally:
            print("outer")
            break
    return 2


print(g())


def h():
    try:
        return "try"
    finally:
        return "finally"


print(h())


def swallow():
    for _ in range(2):
        try:
            raise ValueError
        finally:
            continue
    return "swallowed"


print(swallow())
