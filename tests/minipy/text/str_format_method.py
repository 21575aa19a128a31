print("{} {}".format(1, 2), "{1} {0}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{0}{0}".format("x"), "{{}}".format())
print("{0[1]} {0[-1]}".format([1, 2]) if False else "{0[1]}".format([1, 2]), "{d[key]}".format(d={"key": "v"}), "{0.real}".format(5), "{0.__class__.__name__}".format("s"))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:>5}|{:<5}|{:^5}".format(1, 2, 3), "{:{w}.{p}f}".format(3.14159, w=8, p=2), "{0:{1}}".format("a", 5))
print("{a[b][c]}".format(a={"b": {"c": "deep"}}), "{0.x.y}".format(type("X", (), {"x": type("Y", (), {"y": 1})})))
for bad, args in (("{}", ()), ("{1}", (0,)), ("{a}", ()), ("{", ()), ("}", ()), ("{!z}", (1,)), ("{0[a]}", ([1],)), ("{0.nope}", (1,)), ("{} {0}", (1,)), ("{0} {}", (1,)), ("{:d}", ("a",)), ("{!}", (1,)), ("{0[}", (1,)), ("{0[]}", ([1],))):
    try:
        print(bad.format(*args))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
print("{x}".format_map({"x": 5}), "{:}".format("a"), "{0:}".format(1), "{:s}".format("s"), "{:,}".format(12345), "{:%}".format(0.5))


class D(dict):
    def __missing__(self, k):
        return f"<{k}>"


print("{a} {b}".format_map(D(a=1)))
