# contract 9.6
import gc
gc.disable()
class A:
    def __del__(self): saved.append(self)
class B: pass
saved = []
print([gc.is_tracked(x) for x in (1, "a", None, True, 1.5, 10 ** 30)], [gc.is_tracked(x) for x in ([], A, B(), [1], {1}, lambda: 0, {"a": []})])
a = A(); a.me = a
print(gc.is_finalized(a), gc.is_finalized(5), gc.is_finalized("s"))
del a
gc.collect()
print(gc.is_finalized(saved[0]), len(saved))
x = saved.pop(); del x
gc.collect()
print(len(saved))
