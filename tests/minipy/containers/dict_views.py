d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 1 in v, ("a", 1) in i, ("a", 2) in i)
d["d"] = 4
print(k, len(v), list(i)[-1])
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), k >= {"a"}, k == {"a", "b", "c", "d"}, k.isdisjoint({"q"}))
print(sorted(i & {("a", 1)}), i == {"a": 1, "b": 2, "c": 3, "d": 4}.items(), v == v, v == d.values(), set(k) == k, list(reversed(k)))
print(type(k).__name__, type(v).__name__, type(i).__name__, max(v), sum(v), sorted(v, reverse=True), list(zip(k, v)))
for bad in ("k[0]", "k + k", "hash(k) and 0", "k.add(1)", "v & {1}", "k < 5"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, str(e).split(" at ")[0])
m = {}
print(m.keys(), m.values(), m.items(), bool(m.keys()), k.mapping["a"])
