def mul(a, b): return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
print(mul([[1, 2], [3, 4]], [[5, 6], [7, 8]]), [list(r) for r in zip(*[[1, 2, 3], [4, 5, 6]])])
def sieve(n):
    s = [True] * (n + 1); s[:2] = [False] * 2
    for i in range(2, int(n ** 0.5) + 1):
        if s[i]: s[i * i::i] = [False] * len(s[i * i::i])
    return [i for i, p in enumerate(s) if p]
print(sieve(60))
def gcd(a, b):
    while b: a, b = b, a % b
    return a
print(gcd(1071, 462), gcd(10 ** 30, 6 ** 20))
def qsort(l): return l if len(l) < 2 else qsort([x for x in l[1:] if x < l[0]]) + [l[0]] + qsort([x for x in l[1:] if x >= l[0]])
print(qsort([3, 1, 4, 1, 5, 9, 2, 6]))
def queens(n, row=0, cols=()):
    if row == n: yield cols; return
    for c in range(n):
        if all(c != d and abs(c - d) != row - r for r, d in enumerate(cols)): yield from queens(n, row + 1, cols + (c,))
print(next(queens(6)), len(list(queens(6))))
def pi(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    for _ in range(n):
        while 4 * q + r - t >= m * t: q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
        yield m
        q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
print("".join(map(str, pi(40))))
