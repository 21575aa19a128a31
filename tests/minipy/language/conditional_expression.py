def pick(x):
    return "big" if x > 10 else "small" if x > 5 else "tiny"


print([pick(x) for x in (1, 7, 20)])
print((lambda x: x if x else "none")(0))
print([x if x % 2 else -x for x in range(5)])
print(1 if True else undefined)
y = (1 if 0 else 2), 3
print(y)
f = (lambda: 1) if 1 else (lambda: 2)
print(f())
print({"a" if False else "b": 1 if None else 2})
print("%s" % ("yes" if [] else "no"))
