"""Dictionaries with keys of several types: filled, looked up, counted in, emptied."""


def words(n):
    seed = 42
    result = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        result.append("w%d" % (seed >> 16 & 4095))
    return result


def count(texts):
    counts = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    return counts


def sparse(n):
    table = {}
    for i in range(n):
        table[i * 7919 & 0xffff] = i
    total = 0
    for i in range(n):
        if i in table:
            total += table[i]
    for i in range(0, n, 3):
        table.pop(i, None)
    return total + len(table)


def pairs(n):
    grid = {}
    for x in range(n):
        for y in range(n):
            grid[x, y] = x ^ y
    total = 0
    for x in range(1, n - 1):
        for y in range(1, n - 1):
            total += grid[x - 1, y] + grid[x + 1, y] + grid[x, y - 1] + grid[x, y + 1]
    return total


def grouped(texts):
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault(text[:3], []).append(i)
    return sum([key in groups and len(value) for key, value in sorted(groups.items())])


texts = words(1000000)
counts = count(texts)
print(len(counts), max(counts.values()), sorted(counts)[:3])
print(sparse(1500000), pairs(500), grouped(texts))
