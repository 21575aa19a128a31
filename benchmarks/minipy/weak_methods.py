"""Weak references to methods, called for as long as their objects live."""
import gc
from weakref import WeakMethod


class Receiver:
    def __init__(self):
        self.total = 0

    def note(self, value):
        self.total += value


def run(receivers, rounds):
    objects = [Receiver() for _ in range(receivers)]
    methods = [WeakMethod(o.note) for o in objects]
    for i in range(rounds):
        for weak in methods:
            method = weak()
            if method is not None:
                method(i)
    total = sum([o.total for o in objects])
    # Half of them go.
    del objects[::2], method
    gc.collect()
    alive = 0
    for weak in methods:
        method = weak()
        if method is not None:
            alive += 1
    return total, alive


def make(n):
    """Making them, and dropping them again."""
    o = Receiver()
    for i in range(n):
        w = WeakMethod(o.note)
        w()(1)
    return o.total


print(run(1000, 3500), make(300000))
