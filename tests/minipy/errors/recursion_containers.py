l = []
for _ in range(8000): l = [l]
try: repr(l)
except RecursionError: print("repr")
m = []
for _ in range(8000): m = [m]
try: l == m
except RecursionError: print("eq")
d = {}
for _ in range(5000): d = {"k": d}
try: str(d)
except RecursionError: print("dict")
t = ()
for _ in range(8000): t = (t,)
try: t < t[0]
except RecursionError: print("lt")
e = ValueError()
for _ in range(2000):
    n = ValueError(e); e = n
try: len(repr(e)) > 0 and print("repr of exceptions")
except RecursionError: print("repr of exceptions")
del l, m, d, t, e
print("freed")
