# s += x in a loop keeps every earlier text
s = ""
saved = []
for i in range(10):
    s += str(i)
    if i % 3 == 0:
        saved.append(s)
print(s, saved)
t = s
t += "x"
print(s, t)
big = ""
for i in range(20000):
    big += "ab"
print(len(big), big[:4], big[-3:], big == "ab" * 20000, big.count("ba"))
u = "é"
for i in range(1000):
    u += "a" if i % 2 else "日"
print(len(u), u[1:5], u[500], u[-1])
d = {}
key = ""
for c in "abc":
    key += c
    d[key] = len(key)
print(d)
a = b = "x"
a += "y"
b += "z"
print(a, b)
x = "1"
x = x + x + "2" + x
print(x, x[::-1], hash(x) == hash("1121"))


class C:
    text = ""


c = C()
for i in range(5):
    c.text += str(i)
print(c.text, C.text == "")
