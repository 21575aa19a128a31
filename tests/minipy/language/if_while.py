# if, elif, else; while with else, break, continue
for n in (-1, 0, 1, 2):
    if n < 0:
        print("negative")
    elif n == 0:
        print("zero")
    elif n == 1: print("one")
    else:
        print("many")
i = 0
while i < 10:
    i += 1
    if i == 3:
        continue
    if i == 6:
        break
    print(i, end=" ")
else:
    print("not reached")
print()
while i < 8:
    i += 1
else:
    print("else after", i)
while True:
    while True:
        break
    else:
        print("inner else")
    print("outer")
    break
x = 5 if i > 100 else 6 if i > 7 else 7
print(x)
