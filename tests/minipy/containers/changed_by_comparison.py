# What is compared changes in the middle of it: what is there then decides.


class Clears:
    def __init__(self, get):
        self.get = get

    def __eq__(self, other):
        self.get().clear()
        return NotImplemented


first = [Clears(lambda: second)]
second = [Clears(lambda: first)]
print(first == second, first, second)
third = [Clears(lambda: third)]
print(third == [1], third)


class ClearsAndCompares(Clears):
    def __lt__(self, other):
        return "asked"


fourth = [ClearsAndCompares(lambda: fourth)]
print(fourth < [1])
fourth = [ClearsAndCompares(lambda: [])]
print(fourth < [1])


# One look for the key.
class Counted:
    def __init__(self):
        self.hashed = self.compared = 0

    def __hash__(self):
        self.hashed += 1
        return 42

    def __eq__(self, other):
        self.compared += 1
        return self is other


a, b = Counted(), Counted()
d = {a: 5}
print(d.setdefault(b, []), a.hashed, b.hashed, a.compared + b.compared)
print(d.setdefault(b, 1), b.hashed)
print(d.pop(b), b.hashed, d.pop(b, "gone"), b.hashed, len(d))


# A set of sets, where a class of sets has a hash of its own.
class Hashed(set):
    def __hash__(self):
        return 7


h = Hashed("ab")
s = {h}
print(h in s, {"a", "b"} in s, len(s))
s.remove(h)
print(s)
