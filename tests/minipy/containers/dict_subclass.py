class D(dict):
    def __missing__(self, key):
        return f"missing {key}"

    def __setitem__(self, key, value):
        super().__setitem__(key, value and value * 2)

    def extra(self):
        return sorted(self)


d = D(a=1)
d["b"] = 5
print(d, d["zz"], d.get("zz"), "zz" in d, len(d), d.extra(), d == {"a": 1, "b": 10}, isinstance(d, dict), type(d.copy()), dict(d))
d.update(c=7)
d.attribute = "attr"
print(d, d.attribute, D.fromkeys("x"), d | {"q": 1}, type(d | {}), [*d], {**d}, d.pop("a"), d.setdefault("s", 3), d.popitem())


class E(dict):
    def __getitem__(self, k):
        return "got " + k

    def keys(self):
        return ["made"]

    def __iter__(self):
        return iter(["iterated"])

    def __len__(self):
        return 42


e = E(a=1)
print(e["a"], e.get("a"), list(e), len(e), dict(e), (lambda **k: k)(**e), list(e.items()), "a" in e, bool(e), repr(e))


class S(dict):
    __slots__ = ("x",)


s = S()
s.x = 5
s["k"] = 1
print(s, s.x)
try:
    s.y = 1
except AttributeError as ex:
    print(ex)
