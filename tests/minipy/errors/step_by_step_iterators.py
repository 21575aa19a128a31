# iterators of things that shrink and grow
l = [1, 2, 3, 4]
it = iter(l); next(it); del l[1:]; print(list(it)); l.append(9); print(list(it))
r = reversed([1, 2, 3]); print(next(r), list(r), list(r))
l = [1, 2, 3]; r = reversed(l); del l[1:]; print(list(r))
d = {"a": 1, "b": 2}
it = iter(d); next(it); d["c"] = 3
try: next(it)
except RuntimeError as e: print(e)
it = iter(d.items()); d.pop("a")
try: list(it)
except RuntimeError as e: print(e)
d = {1: 1}; it = iter(d); del d[1]; d[2] = 2; print(list(it) in ([2], [])) 
e = enumerate("ab"); print(next(e), list(e), list(e))
z = zip([1, 2], iter("a")); print(list(z), list(z))
m = map(lambda x: 1 / x, [1, 0, 2])
print(next(m))
try: next(m)
except ZeroDivisionError: print("and on", next(m), list(m))
f = filter(lambda x: 1 / x, [0, 1])
try: next(f)
except ZeroDivisionError: print(list(f))
s = iter("aé"); print(list(s), list(s)); t = iter((1,)); print(next(t), next(t, None))
c = iter(int, 1); print(next(c), next(c))
