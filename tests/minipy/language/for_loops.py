for x in [1, 2, 3]:
    if x == 2:
        continue
    print(x)
else:
    print("done")
for x in "abc":
    if x == "b":
        break
else:
    print("no")
print(x)
for a, (b, c) in [(1, (2, 3)), (4, (5, 6))]:
    print(a, b, c)
for i, *rest in [(1, 2, 3), (4,)]:
    print(i, rest)
d = {}
for d["key"] in range(3):
    pass
print(d)
class C: pass
for C.attribute in "xy":
    print(C.attribute)
numbers = [1, 2, 3]
for n in numbers:
    if n < 3:
        numbers.append(n + 10)
print(numbers)
for _ in ():
    print("never")
else:
    print("empty")
for i in range(3):
    for j in range(3):
        if j == 1:
            break
    else:
        continue
    print(i, j)
for x in *[1, 2], 3:
    print(x)
