# a float is a value: two nans are one, as far as `is` goes, and containers look at identity first
a, b = float("nan"), float("nan")
print(a is b, a == b, [a] == [b], b in [a], b in {a}, {a: 1}.get(b))
