def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]: j += 1
        out.append(f"{j - i if j - i > 1 else ''}{s[i]}"); i = j
    return "".join(out)
print(rle("aaabccd"), rle(""), rle("z"))
def caesar(s, n): return "".join(chr((ord(c) - 97 + n) % 26 + 97) if c.islower() else c for c in s)
print(caesar("hello, world", 3), caesar(caesar("abc", 5), -5))
print({c: "mississippi".count(c) for c in sorted(set("mississippi"))}, " ".join(w[::-1] for w in "abc def".split()), "racecar" == "racecar"[::-1])
values = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
def to_roman(n):
    r = ""
    for v, s in values:
        while n >= v: r += s; n -= v
    return r
print([to_roman(n) for n in (1, 4, 9, 1994, 2024)])
print([f"{n:>3}: {n:08b} {n:o} {n:x}" for n in (5, 64, 255)], "\n".join("*" * i for i in range(4)))
