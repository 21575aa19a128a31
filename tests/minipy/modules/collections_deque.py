from collections import deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0); d.extend([5, 6]); d.extendleft([-1, -2])
print(d, len(d), d[0], d[-1], d[3], d.pop(), d.popleft(), 3 in d, d.count(3), d.index(3), d.index(3, 1, 9))
d.rotate(2); print(d); d.rotate(-3); print(d); d.reverse(); print(d, list(reversed(d)))
d.insert(1, "x"); d.remove("x"); d[0] = "first"; del d[1]; print(d)
m = deque(range(10), maxlen=3); m.append(99); m.appendleft(-1); print(m, m.maxlen, deque(maxlen=0), deque("ab", 1), deque([1], 5).maxlen)
print(deque([1, 2]) == deque([1, 2]), deque([1]) == [1], deque([1, 2]) < deque([1, 3]), deque([1]) + deque([2]), deque([1]) * 3, d.copy() == d, bool(deque()), deque("abc"), type(m.copy()), m.copy().maxlen)
for bad in ("deque().pop()", "deque().popleft()", "d[100]", "d.remove('zz')", "d.index('zz')", "deque(5)", "deque([], -1)", "m.insert(1, 5)", "deque([1]) + [2]", "hash(d)", "d['a']", "d[1:2]", "deque(1, 2, 3)", "[d.append(x) for x in d]", "deque([1]) < 5"):
    try: print(eval(bad))
    except Exception as e: print(bad, "->", type(e).__name__)
d.clear(); print(d, len(d)); d += [1, 2]; d *= 2; print(d)
r = deque([1]); r.append(r); print(r)
q = deque(range(1000))
for i in range(5000): q.append(q.popleft() + 1)
print(sum(q), q[0], q[500], len(q))
import copy, weakref
print(copy.copy(q) == q, copy.deepcopy(deque([[1]])), weakref.ref(q)() is q)
class D(deque):
    def push(self, x): self.append(x)
x = D([1], maxlen=2); x.push(2); x.push(3); print(x, x.copy(), x.maxlen, type(x.copy()).__name__)
