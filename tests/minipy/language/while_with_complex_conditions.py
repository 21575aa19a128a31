n, steps = 27, 0
while not n == 1 and steps < 1000:
    n, steps = (n // 2 if n % 2 == 0 else 3 * n + 1), steps + 1
print(steps)
lo, hi = 0, 100
while lo < hi and (mid := (lo + hi) // 2) != 37: lo, hi = (mid + 1, hi) if mid < 37 else (lo, mid)
print(mid)
stack = [1, [2, [3, 4]], 5]; flat = []
while stack:
    x = stack.pop(0)
    if isinstance(x, list): stack = x + stack; continue
    flat.append(x)
else: print(flat)
i = 0
while True:
    i += 1
    try:
        if i % 2: continue
        if i > 6: break
    finally:
        if i == 4: print("four")
print(i)
