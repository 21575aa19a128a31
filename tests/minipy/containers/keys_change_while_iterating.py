# A key goes and another comes: as many as before. What was met already must not be met again without end.
def tried(what, limit=20):
    seen = []
    try:
        for item in what():
            seen.append(item)
            if len(seen) == limit:
                break
    except RuntimeError as error:
        return seen, str(error)
    return seen, "ended"


def renewed_values(d):
    for value in d.values():
        del d[0]
        d[0] = value
        yield value


def renewed_keys(d):
    for key in d:
        del d[0]
        d[0] = 0
        yield key


def renewed_items(d):
    for item in d.items():
        del d[0]
        d[0] = 9
        yield item


for renewed in renewed_keys, renewed_values, renewed_items:
    print(tried(lambda: renewed({0: 0})))


def last_renewed():
    d = dict.fromkeys("abc")
    for key in d:
        if key == "c":
            del d["c"]
            d["c"] = 1
        yield key


def unmet_replaced():
    d = dict.fromkeys("abc")
    for key in d:
        if key == "a":
            del d["c"]
            d["z"] = 1
        yield key


def came_and_went():
    d = dict.fromkeys("abc")
    for key in d:
        d["tmp"] = 1
        del d["tmp"]
        yield key


def popped_and_put_back():
    d = dict.fromkeys("abc")
    for key in d:
        if key == "b":
            d[key] = d.pop(key)
        yield key


for what in last_renewed, unmet_replaced, came_and_went, popped_and_put_back:
    print(what.__name__, tried(what))

# popitem() takes from the end, whatever holes are there.
d = dict.fromkeys(range(10))
for key in (9, 8, 3, 0):
    del d[key]
print(d.popitem(), d.popitem(), list(d), d.popitem(), d.popitem())
d["new"] = 1
print(list(d), list(reversed(d)), d.popitem(), list(d))
while d:
    d.popitem()
print(d, list(d))
try:
    d.popitem()
except KeyError as error:
    print(error)
d["again"] = 1
print(d)

# Elements that are taken out of a set and put in again are met once.
s = {1}
met = []
for x in s:
    s.discard(x)
    s.add(x)
    met.append(x)
print(met)

# A range with as many numbers as there are.
print(next(reversed(range(1, -9223372036854775807, -1))), next(reversed(range(0, -2**63 - 1, -1))))
print(next(iter(range(2**62, -2**62, -1))), len(range(0, -2**63 + 1, -1)), 5 in range(2**62, -2**62 - 1, -1))
