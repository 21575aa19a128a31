# What __hash__ may return: any int; it is reduced.
class Hashes:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value


class Sub(int):
    pass


for value in (2**63, -(2**63) - 1, 2**64, 10**30, -(10**30), Sub(10**30)):
    print(value, hash(Hashes(value)) == hash(value), -(2**63) <= hash(Hashes(value)) < 2**63)
print([hash(Hashes(value)) for value in (0, 1, -1, 2**61 - 1, 2**62, 2**63 - 1, -(2**63), True, Sub(7))])
for value in (1.5, "1", None):
    try:
        print(hash(Hashes(value)))
    except TypeError as error:
        print(error)
table = {Hashes(10**40): "big"}
print([table[key] for key in table])
print(len({Hashes(10**40), Hashes(10**40)}))
