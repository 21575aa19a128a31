print(list(map(str, [1, 2])), list(map(int, "12")), sorted("bca", key=ord), list(map(len, ["a", "bb"])), list(filter(callable, [len, 1])), max([3, -5], key=abs))
fs = [str.upper, str.title, lambda s: s[::-1], repr, len, sorted, "{:>4}".format, "ab".__add__]
print([f("ab") for f in fs])
print(callable(len), callable(int), callable(lambda: 0), callable(5), callable("".join), callable(type))
ops = {"+": int.__add__, "max": max, "pow": pow}
print({k: f(2, 3) for k, f in ops.items()})
print(vars().get("ops") is ops, hash(len) == hash(len), len == len, len is len, [].append == [].append, "".join.__self__ == "")
for bad in ("len()", "len(1, 2)", "len([], x=1)", "ord('')", "chr()", "abs()", "abs(1, 2)", "sorted()", "isinstance()", "getattr(1)", "print(1, foo=2)", "int(x=1)", "hex('a')", "callable()", "id()", "repr()", "divmod(1)", "all()", "iter()", "setattr(1, 2)", "getattr(1, 2)", "hasattr(1, 2)", "range(1, 2, 3, 4)", "zip(1)", "enumerate(1)", "map(len)", "vars(1)", "dir(1, 2)", "input(1, 2)", "round()", "min(key=len)", "sum()", "hash()", "type.mro()", "str.join()", "list(1, 2)", "tuple(1, 2)", "dict(1, 2)", "set(1, 2)", "slice()", "super(1, 2, 3)"):
    try: print(bad, eval(bad))
    except TypeError as e: print(bad, "->", e)
