l = list(range(6))
l[1:3] = []; print(l)
l[1:1] = ["a", "b"]; print(l)
l[:] = (x for x in "xyz"); print(l)
l[1:] = l; print(l)
l[::2] = ["p", "q"]; print(l)
del l[1:3]; print(l)
l[5:] = [1, 2]; l[-1:] = "end"; print(l)
del l[::-2]; print(l)
l[::-1] = list(range(len(l))); print(l)
for bad in ("l[0:1] = 5", "l[::2] = [1, 2, 3, 4, 5, 6, 7]", "l['a':] = []", "del l['a':]", "l[None] = 1", "l[1:2:0] = []"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "->", type(e).__name__, e)


class I:
    def __index__(self):
        return 2


l = list(range(10))
print(l[I()], l[:I()], l[I():I() and 7:I()])
del l[I()]
l[I()] = "set"
print(l)
l = [1, 2, 3]
for x in l[:]:
    l.append(x)
print(l)
