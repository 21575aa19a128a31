# A slice that is added to a text, and the fields of an f-string, are put together without being made one by one.
s = "0123456789"
t = "caf\u00e9s"
print(s[:3] + t, t + s[7:], t[:4] + s[2:], s + s[:], s[:] + s, s[5:5] + t, t + s[5:5])
print(s[-3:] + s[:-3], s[::2] + s[1::2], s[::-1] + t, "" + s[:2], s[:2] + "")
print(t[3:] + t[:3], t + t[1:2], s[True:3] + s[None:2], s[100:] + "x", "x" + s[-100:2])


class Text(str):
    def __getitem__(self, key):
        return "item " + str(key)

    def __add__(self, other):
        return "add " + str(other)

    def __radd__(self, other):
        return "radd " + str(other)


class Index:
    def __index__(self):
        return 2


class Right:
    def __radd__(self, other):
        return ("radd", other)


u = Text("text")
print(u[1:2] + s, s[1:3] + u, u + s[1:3], s + u[1:2])
print(s[Index():] + s[:Index()], s[1:3] + Right())
print([1, 2, 3][:2] + [4], [0] + [1, 2, 3][1:], (1, 2, 3)[1:] + (4,))
none = None
for wrong in (lambda: s[:2] + 1, lambda: 1 + s[:2], lambda: s + [1][:1], lambda: [1][:1] + s, lambda: s[:"a"] + s,
              lambda: s + s[::0], lambda: none[:1] + s, lambda: s + none[:1]):
    try:
        print(wrong())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


def rotated(n):
    text = "abc"
    for i in range(n):
        text = chr(97 + i % 26) + text[:8]
        if i % 3 == 0:
            text = text[1:] + str(i)
    return text


print(rotated(100))
# What is added stays what it was, and so does what is sliced.
a = s[2:8]
b = a[1:4] + a
print(a, b, a[1:4] + b[:2] + a[0:1])
x = y = s[:4]
print(x + y[:2], x, y, (z := s[:2]) + z[:1], z, s[(n := 1):4] + s[:n])


# --- fields
def show(i, d):
    return f"{i:>6}|{d:.2f}|{i:<6}|{i:^7}|{d:10.3e}|{i!r:>4}|{i}|{d}"


shown = [show(i, i * 0.5) for i in range(3)]
for j in range(2000):
    show(j, j / 7)
print(shown)
print(f"{1:>3}", f"{2:03}{3:03}", f"{1.5:{8}.{3}f}|{7:{'>4'}}", f"{True:>5}{1:>5}", f"{10**30:>40,}|{255:#x}")
kept = []


class Keeps:
    def __format__(self, spec):
        kept.append(spec)
        return spec


print(f"{1:5}{Keeps():abc}{2:5}", f"{Keeps():d}", kept)
one = f"{12345:>8}"
two = f"{one}{678:>8}"
three = f"{one:>10}{two:>20}{9:>3}"
for i in range(100):
    f"{i:>8}{i:>3}"
print(repr(one), repr(two), repr(three))


def fails():
    raise KeyError("field")


for i in range(50):
    try:
        f"{i:>8}{fails()}{i:>8}"
    except KeyError as e:
        last = f"{e}:{i:>4}{i:>4}"
print(last)
try:
    f"{1:>4}{2:q}"
except ValueError as e:
    print(e)


def nested(depth):
    return f"{depth:>3}" if depth == 0 else f"{depth:>3}{nested(depth - 1)}{depth:>3}"


print(nested(6))


def waits():
    got = f"{1:>4}{(yield 'first'):>4}{(yield 'second')}"
    yield got


g = waits()
print(next(g), g.send(22), repr(g.send(3.5)))
