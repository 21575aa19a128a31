class Node:
    __slots__ = ("value", "next")
    def __init__(self, value, next=None): self.value, self.next = value, next
class List:
    def __init__(self, items=()):
        self.head = None
        for x in reversed(list(items)): self.head = Node(x, self.head)
    def __iter__(self):
        n = self.head
        while n: yield n.value; n = n.next
    def __len__(self): return sum(1 for _ in self)
    def __repr__(self): return "->".join(map(str, self))
    def reverse(self):
        prev, n = None, self.head
        while n: n.next, prev, n = prev, n, n.next
        self.head = prev
        return self
print(List("abc"), len(List(range(5))), List([1, 2, 3]).reverse(), 2 in List([1, 2]), [*List("xy")])
class Tree:
    def __init__(self): self.root = None
    def add(self, k):
        def go(n):
            if n is None: return [k, None, None]
            if k < n[0]: n[1] = go(n[1])
            elif k > n[0]: n[2] = go(n[2])
            return n
        self.root = go(self.root)
    def __iter__(self):
        def walk(n):
            if n: yield from walk(n[1]); yield n[0]; yield from walk(n[2])
        return walk(self.root)
    def depth(self, n="root"):
        n = self.root if n == "root" else n
        return 0 if n is None else 1 + max(self.depth(n[1]), self.depth(n[2]))
t = Tree()
for x in (5, 2, 8, 1, 9, 3, 5): t.add(x)
print(list(t), t.depth(), 8 in t, 7 in t)
