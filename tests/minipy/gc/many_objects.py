import gc, weakref
class Node:
    def __init__(self, v, next=None): self.v, self.next = v, next
head = None
for i in range(3000): head = Node(i, head)
n, total = head, 0
while n: total += n.v; n = n.next
print(total)
r = weakref.ref(head)
head = None
gc.collect()
print(r())
trees = [[[[i] * 3] * 3] for i in range(1000)]
print(len(trees), trees[77][0][0][2])
d = {i: [i] for i in range(2000)}
for i in range(0, 2000, 2): del d[i]
gc.collect()
print(len(d), d[7])
s = ["x" * (i % 50) for i in range(2000)]
print(sum(map(len, s)))
ring = []
for i in range(300): a = Node(i); a.next = a; ring.append(weakref.ref(a))
del a
gc.collect()
print(sum(1 for r in ring if r()))
