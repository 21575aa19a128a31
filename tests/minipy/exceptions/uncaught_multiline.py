def f(a,
      b):
    return (a +
            b)


x = f(1,
      2)
print(x)
f(
    "a",
    5,
)
