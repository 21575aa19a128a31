print(1 == 1.0, 1 < 1.5, 2 > 1.9, 1 == True, 0.0 == False, 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53))
print(max(1, 2.5, True), min(3, 2.5), sorted([3, 1.5, 2, True]), sum([1, 2.5]), sum([0.1] * 10), sum([], 5), sum([[1], [2]], []))
for a in (1, 1.5, "a", None, [], ()):
    for b in (1, 1.5, "a", None):
        try:
            print(a < b, end=" ")
        except TypeError as e:
            print(e, end="; ")
    print(a == 1, a != 1, a == "a")
print(hash(1) == hash(1.0) == hash(True), hash(0.5) == hash(0.5), {1: "int"}[1.0], 1.0 in {1}, len({1, 1.0, True}))
print(10 ** 25 == 1e25, 10 ** 22 == 1e22, 10 ** 400 < float("inf"), -10 ** 400 > float("-inf"), 10 ** 400 > float("nan"))
try:
    sum(["a"])
except TypeError as e:
    print(e)
try:
    sum(["a"], "")
except TypeError as e:
    print(e)
