import sys
def f(n): return f(n + 1)
try: f(0)
except RecursionError: pass
try: [0] * 10 ** 9
except MemoryError: pass
while True: pass
