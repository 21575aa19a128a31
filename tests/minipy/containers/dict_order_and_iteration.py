d = {}
for k in "dbca":
    d[k] = ord(k)
print(list(d))
d["b"] = 0
print(list(d))
del d["b"]; d["b"] = 1
print(list(d), list(reversed(d)), list(reversed(d.items())))
for bad in ("for k in d: d[k + 'x'] = 1", "for k in d: del d[k]", "for k in d.items(): d.clear()", "for v in d.values(): d['z'] = 1"):
    d = {"a": 1, "b": 2}
    try:
        exec(bad)
        print(bad, "fine", d)
    except RuntimeError as e:
        print(bad, "->", e)
d = {"a": 1, "b": 2, "c": 3}
for k in d:
    d[k] += 1
print(d)
for k in list(d):
    if d[k] == 3:
        del d[k]
print(d)
for i, (k, v) in enumerate(d.items()):
    print(i, k, v)
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
print(len(big), sum(big), list(big)[:3], big[999], 998 in big)
for i in range(1000, 1100):
    big[i] = i
print(list(big)[-1], next(iter(big)))
it = iter({"x": 1})
print(next(it), next(it, "end"), next(it, "end"))
