x = 7
x += 1; print(x)
x -= 2; print(x)
x *= 3; print(x)
x //= 4; print(x)
x **= 3; print(x)
x %= 10; print(x)
x /= 2; print(x)
x = 6
x <<= 2; print(x)
x >>= 1; print(x)
x &= 10; print(x)
x |= 5; print(x)
x ^= 3; print(x)
l = m = [1]
l += (2, 3)
l *= 2
print(l, m is l)
t = u = (1,)
t += (2,)
print(t, u)
s = "a"
s += "b"
s *= 3
print(s)
d = {"k": 1}
d["k"] += 5
d |= {"z": 2}
print(d)


class C:
    n = 1


c = C()
c.n += 1
print(c.n, C.n)


def index():
    print("index once")
    return 0


l[index()] += 10
print(l)
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(e, t)
