import sys
print()
print(1, "a", None, [1], sep="-", end="!\n")
print("a", "b", sep="")
print(*range(3), sep=", ")
print("no newline", end="")
print()
print("to stdout", file=sys.stdout)
print("x", end="\n\n", flush=True)
print(sep="x")
print("a\0b".replace("\0", "0"))


class S:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


print(S(), [S()], (S(),), {S(): 1} and "dict", "%s %r" % (S(), S()))
print(str(S()), repr(S()), f"{S()} {S()!r}")


class W:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)


w = W()
print("a", 1, file=w)
print(w.parts)
try:
    print("a", sep=1)
except TypeError as e:
    print(e)
try:
    print("a", wrong=1)
except TypeError as e:
    print(e)
