from collections import UserDict, UserList, UserString, ChainMap
class Upper(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
    def __missing__(self, k): return "missing " + k
u = Upper({"a": 1}, b=2); u["c"] = 3; u.update({"d": 4}); u.setdefault("E", 5)
print(u, u["A"], u["zz"], len(u), sorted(u), "A" in u, u.get("A"), u.get("q"), u.data, u.pop("A"), u | {"z": 1}, list(u.items())[0], u == u.copy(), type(u.copy()).__name__)
class L(UserList):
    def append(self, x): super().append(x * 2)
l = L([1, 2]); l.append(3); l += [4]; l.extend([5]); print(l, l[1:], type(l[1:]).__name__, l + [9], l * 2, l.index(6), len(l), sorted(l, reverse=True), l == [1, 2, 6, 4, 5], 6 in l, l.pop(), l.data)
l.sort(reverse=True); l.insert(0, "i"); l[0] = "z"; del l[1]; l.reverse(); print(l, l.count(1), l.copy(), bool(UserList()))
s = UserString("Hello"); print(s + " x", s.upper(), s[1], s[1:3], len(s), "ell" in s, s == "Hello", s * 2, s.replace("l", "L"), s.split("l"), hash(s) == hash("Hello"), type(s.lower()).__name__, f"{s}", s.find("l"), s.startswith("He"))
c = ChainMap({"a": 1}, {"a": 2, "b": 3}); c["n"] = 9
print(c, c["a"], c["b"], len(c), sorted(c), c.maps[0], c.parents, c.new_child({"a": 0})["a"], "b" in c, dict(c), c.get("q", "d"))
for bad in ("c['zz']", "c.pop('b')", "UserDict()['k']", "del c['b']"):
    try: exec(bad)
    except KeyError as e: print(bad, "KeyError")
