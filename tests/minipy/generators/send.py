def echo():
    received = []
    while True:
        x = yield received
        if x is None: return received
        received.append(x)
it = echo()
print(next(it), it.send(1), it.send("a"))
try: it.send(None)
except StopIteration as e: print(e.value)
def avg():
    total = count = 0
    result = None
    while True:
        total += yield result
        count += 1
        result = total / count
a = avg()
next(a); print(a.send(10), a.send(20), a.send(30))
it = echo()
try: it.send(5)
except TypeError as e: print(e)
def expr():
    x = (yield 1) + (yield 2)
    print("sum", x)
    y = [(yield "in list"), 5]
    print(y)
    print((yield), "printed")
e = expr()
print(next(e), e.send(10), e.send(20), e.send("L"))
try: e.send("last")
except StopIteration: print("over")
def nothing(): yield
n = nothing(); next(n)
try: n.send(1)
except StopIteration as s: print(s.value)
try: n.send(1)
except StopIteration: print("finished")
