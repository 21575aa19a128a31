import copy, gc, weakref
class Node:
    def __init__(self, n, parent=None):
        self.n, self.kids, self.parent = n, [], parent and weakref.ref(parent)
        if parent: parent.kids.append(self)
root = Node("root"); a = Node("a", root); b = Node("b", root); c = Node("c", a)
def path(n): return path(n.parent()) + [n.n] if n.parent else [n.n]
print(path(c), [k.n for k in root.kids])
r = weakref.ref(root); del root; gc.collect()
print(a.parent(), r(), c.parent() is a)
g = {"self": None, "list": [1, [2]]}; g["self"] = g; g["list"].append(g["list"])
h = copy.deepcopy(g); print(h["self"] is h, h["list"][2] is h["list"], h["list"] is not g["list"])
memo = {}; t = (a, a); u = copy.deepcopy(t, memo); print(u[0] is u[1], u[0] is not a, u[0].kids[0].n)
