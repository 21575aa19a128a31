"""Texts that grow: s += x in a loop, join, formats, slices, replacing."""


def grow(n):
    s = ""
    for i in range(n):
        s += "x"
        if not i & 1023:
            s += str(i)
    return len(s)


def join(n):
    parts = []
    for i in range(n):
        parts.append("%d:%s" % (i, "ab"))
    return len(",".join(parts))


def formats(n):
    total = 0
    for i in range(n):
        total += len(f"{i:>8}|{i * 0.5:.2f}|{'name'!r}")
    return total


def split(n):
    text = "the quick brown fox jumps over the lazy dog " * 20
    total = 0
    for _ in range(n):
        for word in text.split():
            if word.startswith("q") or word.endswith("y"):
                total += len(word.upper())
        total += len(text.replace("fox", "wolf"))
    return total


def reverse(n):
    s = ""
    for i in range(n):
        s = chr(97 + i % 26) + s[:200]
    return s[:10]


print(grow(6000000), join(1200000), formats(900000), split(3600), reverse(1200000))
