people = [("bob", 30), ("al", 25), ("cy", 30), ("di", 25)]
print(sorted(people, key=lambda p: p[1]), sorted(people, key=lambda p: (-p[1], p[0])), sorted(people, key=lambda p: p[1], reverse=True))
words = "the quick brown fox jumps over the lazy dog".split()
print(sorted(set(words), key=lambda w: (len(w), w)), sorted(words, key=str.__len__)[:3], sorted(words, key=lambda w: w[::-1])[0])
groups = {}
for w in words: groups.setdefault(len(w), []).append(w)
print({k: sorted(v) for k, v in sorted(groups.items())}, max(groups, key=lambda k: len(groups[k])))
print(sorted([[3, "a"], [3, "A"], [1, "z"]]), sorted([(1, 2), (1,)]), sorted([1, 2.0, True, 0.5]), sorted("bAaB"), sorted([""," ", "a"]))
