"""Many small objects: trees that are built, walked and dropped, beside one that stays."""


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def check(node):
    if node.left is None:
        return 1
    return 1 + check(node.left) + check(node.right)


def run(deepest):
    print("stretch tree of depth", deepest + 1, "check:", check(build(deepest + 1)))
    long_lived = build(deepest)
    for depth in range(4, deepest + 1, 2):
        trees = 1 << (deepest - depth + 4)
        total = 0
        for _ in range(trees):
            total += check(build(depth))
        print(trees, "trees of depth", depth, "check:", total)
    print("long lived tree of depth", deepest, "check:", check(long_lived))


run(15)
