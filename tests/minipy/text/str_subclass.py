class S(str):
    def __new__(cls, text, extra=None):
        self = super().__new__(cls, text)
        self.extra = extra
        return self

    def shout(self):
        return self.upper() + "!"

    def __add__(self, other):
        return S(str.__add__(self, other), "added")


s = S("abc", 5)
print(s, s.extra, s.shout(), len(s), s[1], s == "abc", hash(s) == hash("abc"), {"abc": 1}[s], isinstance(s, str), type(s[0]), type(s.upper()))
print((s + "d").extra, type("x" + s), s in ["abc"], "b" in s, f"{s:>5}", "%s" % s, s.join(["1", "2"]), ",".join([s, s]), sorted(S("cab")))
print(repr(s), str(s), type(str(s)), s * 2, s.replace("a", "x"), s.startswith(S("a")), getattr(s, S("extra")), int(S("12")) + 1)


class R(str):
    def __str__(self):
        return "custom str"

    def __repr__(self):
        return "custom repr"

    def __len__(self):
        return 99

    def __eq__(self, other):
        return "never"

    __hash__ = str.__hash__


r = R("x")
print(r, [r], len(r), r == "x", str(r), f"{r}", "%s %r" % (r, r), "a" + r)
