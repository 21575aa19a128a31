s = "0123456789"
l = list(range(10))
for sl in (slice(None), slice(2, 5), slice(-3, None), slice(None, -3), slice(None, None, 2), slice(None, None, -1),
           slice(8, 2, -2), slice(5, 100), slice(100, 5), slice(-100, 3), slice(3, -100, -1)):
    print(sl, s[sl], l[sl], tuple(l)[sl], list(range(10)[sl]))
print(s[1:][::-1], s[:], s[5:5], s[-1], s[::3])
l[2:4] = "ab"
print(l)
l[::3] = [0, 0, 0, 0]
print(l)
try:
    l[::2] = [1]
except ValueError as e:
    print(e)
try:
    s[::0]
except ValueError as e:
    print(e)
l[5:1] = ["ins"]
print(l)
l[len(l):] = [1, 2]
print(l)


class G:
    def __getitem__(self, k):
        return k


g = G()
print(g[1:2], g[::], g[1:2, 3], g[..., 1], g[()], g[:, -1])
print(slice(1, 10, 2).indices(5), slice(None, None, -1).indices(3), slice(1).stop, slice(1, 2) == slice(1, 2))
try:
    s["a"]
except TypeError as e:
    print(e)
try:
    l[1.0]
except TypeError as e:
    print(e)
try:
    l["a":]
except TypeError as e:
    print(e)
