x = 1; y = 2; print(x, y)
if x: print("one"); print("two")
for i in range(2): print(i, end=" "); print("in")
while x < 3: x += 1; print(x)
def f(): return 5
class C: a = 1; b = 2
print(f(), C.a, C.b)
try: 1 / 0
except ZeroDivisionError: print("caught")
else: print("no")
finally: print("finally")
if 0: pass
elif 1: print("elif")
with open(__file__) as file: print(file.readline().strip())
z = (1 +
     2
     + 3)
print(z, \
      x)
l = [
    1,  # comment

    2,
]
print(l)
if True:
    # only a comment

    print("after comment")
pass; pass
