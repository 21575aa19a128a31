# sizes are checked before memory is asked for
import sys
print(sys.maxsize)
for bad in ("1 << 10**20", "2 ** 10**30 if False else 1 << (1 << 70)", "'a' * 10**30", "[0] * 10**20", "(1,) * (1 << 80)"):
    try:
        eval(bad)
        print(bad, "no error")
    except (OverflowError, MemoryError) as e:
        print(bad, "->", type(e).__name__)
try:
    "a" * (1 << 62)
except MemoryError:
    print("MemoryError")
try:
    [0] * (1 << 62)
except MemoryError:
    print("MemoryError")
try:
    str(10 ** 5000)
except ValueError as e:
    print(str(e)[:40])
try:
    int("1" * 5000)
except ValueError as e:
    print(str(e)[:40])
print(len(hex(10 ** 5000)), 10 ** 5000 % 10 ** 9 == 0)
try:
    range(10 ** 30)[10 ** 31]
except IndexError as e:
    print(e)
print(len(range(10 ** 9)), range(10 ** 30)[10 ** 29], 10 ** 29 in range(10 ** 30))
try:
    len(range(10 ** 30))
except OverflowError as e:
    print(e)
