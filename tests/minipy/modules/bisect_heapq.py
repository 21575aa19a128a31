import bisect, heapq
l = [1, 3, 3, 5]
print(bisect.bisect(l, 3), bisect.bisect_left(l, 3), bisect.bisect_right(l, 0), bisect.bisect_left(l, 9), bisect.bisect(l, 3, 0, 2), bisect.bisect_left([5, 3, 1], -3, key=lambda x: -x))
bisect.insort(l, 4); bisect.insort_left(l, 3); print(l)
try: bisect.bisect(l, 1, -1)
except ValueError as e: print(e)
h = []
for x in [5, 1, 4, 1, 3]: heapq.heappush(h, x)
print([heapq.heappop(h) for _ in range(5)], h)
h = [9, 4, 7, 1]; heapq.heapify(h); print(h[0], heapq.heapreplace(h, 10), heapq.heappushpop(h, 0), heapq.heappop(h), sorted(h), heapq.nsmallest(2, [5, 1, 4]), heapq.nlargest(2, [5, 1, 4]), heapq.nlargest(1, ["a", "bbb"], key=len), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([4, 1], [3], reverse=True)))
try: heapq.heappop([])
except IndexError as e: print(e)
import random
r = random.Random(1); data = [r.randrange(1000) for _ in range(300)]; heapq.heapify(data); out = []
while data: out.append(heapq.heappop(data))
print(out == sorted(out), out[:5])
pq = []
for p, t in [(2, "b"), (1, "a"), (3, "c")]: heapq.heappush(pq, (p, t))
print([heapq.heappop(pq)[1] for _ in range(3)])
