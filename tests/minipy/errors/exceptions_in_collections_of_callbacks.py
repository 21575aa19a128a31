# errors from keys, comparisons and conversions come out unchanged, and leave things whole
class K:
    def __init__(self, n, bad=False): self.n, self.bad = n, bad
    def __lt__(self, o):
        if self.bad or o.bad: raise ValueError("lt")
        return self.n < o.n
    def __repr__(self): return f"K{self.n}"
l = [K(3), K(1, True), K(2)]
for f in (lambda: l.sort(), lambda: sorted(l), lambda: max(l), lambda: min(l), lambda: l.sort(key=lambda k: 1 / (k.n - 1)), lambda: list(map(lambda k: [][k.n], l)), lambda: {k: [].pop() for k in l}, lambda: dict((k, int("x")) for k in l), lambda: sum(l), lambda: ",".join(l), lambda: any(k < l[1] for k in l), lambda: [*map(int, "1x")], lambda: set([[]]), lambda: tuple(iter(lambda: 1 / 0, 1)), lambda: list(zip(l, (1 / x for x in (1, 0)))), lambda: l.index(K(9).missing), lambda: l[:K(1)], lambda: l * K(1)):
    try: f(); print("fine")
    except Exception as e: print(type(e).__name__, e, l)
