d = {"a": 1, "b": 2, 3: "three", (1, 2): "t", None: 0, 1.5: "f"}
print(d, len(d), d["a"], d[3], d[1, 2], d[None], "a" in d, "z" in d, d.get("z"), d.get("z", 5), d.get("a", 5))
d["a"] = 10; d["new"] = [1]; del d[3]
print(d, list(d), list(d.keys()), list(d.values()), list(d.items()))
print(d.pop("a"), d.pop("zz", "default"), d.setdefault("b", 99), d.setdefault("s", []), d.popitem(), d)
e = {"x": 1}
e.update({"y": 2}); e.update([("z", 3)]); e.update(w=4); e.update({"x": 5}, v=6); print(e)
print(dict(), dict(a=1), dict([("a", 1)]), dict({"a": 1}, b=2), dict(zip("ab", [1, 2])), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {**e, "x": 0})
print({"a": 1} == {"a": 1}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} != {"a": 2}, {1: "x"} | {2: "y"}, {"a": 1} | {"a": 2})
for bad in ("d['nope']", "{}.popitem()", "{}.pop('a')", "{[]: 1}", "d[[]]", "[] in d", "d[{}] if 0 else {}.get([])", "{} < {}", "dict(5)", "dict([1])", "dict([(1, 2, 3)])", "{'a': 1} | [1]", "{}.update(5)", "hash({})", "dict(a=1, **{'a': 2})", "{}.fromkeys(5)"):
    try:
        print(eval(bad))
    except Exception as ex:
        print(bad, "->", type(ex).__name__, ex)
try:
    del d["nope"]
except KeyError as ex:
    print("KeyError", ex)
d.clear(); print(d, bool(d), e.copy() == e, e.copy() is e, list(reversed({"a": 1, "b": 2})), sorted({"b": 1, "a": 2}), max({"a": 5, "b": 3}), 1 in {True: 0}, {1: "a", True: "b", 1.0: "c"})
d |= {"k": 1}; d |= [("l", 2)]; print(d)
