a = b = [1]
a[0], b = 5, a
print(a, b)
x = y, z = 1, 2
print(x, y, z)
l = [0] * 3
l[0], l[l[0]] = 2, 9
print(l)
class C: pass
c = C(); c.x = c.y = 3; c.x, c.y = c.y + 1, c.x
print(c.x, c.y)
(p), [q] = 1, [2]
print(p, q)
(m, n), *o = (1, 2), 3, 4
print(m, n, o)
for i, l[i] in enumerate("abc"): pass
print(l)
*a, = range(3); print(a)
[u, *v], w = "xyz", 5; print(u, v, w)
