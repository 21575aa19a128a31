# &= of a WeakSet looks at as many elements as it must, and removes what is not in common.
import gc
import weakref


class A:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, A) and self.n == other.n

    def __hash__(self):
        return self.n

    def __repr__(self):
        return f"A({self.n})"


a, b, c, twin = A(1), A(2), A(3), A(1)


def shown(elements, other):
    members = weakref.WeakSet(elements)
    try:
        members &= other
        print(sorted(members, key=lambda e: e.n))
    except TypeError as e:
        print(type(e).__name__, len(members))


shown([a], [a, None])
shown([a, b], [a, None])
shown([], [None])
shown([a, b, c], [c, b])
shown([a, b, c], (twin,))
shown([a, b], {b: 1, 5: 2}.keys())
shown([a, b], weakref.WeakSet([b, c]))
members = weakref.WeakSet([a, b])
members &= members
print(len(members))
gc.collect()
