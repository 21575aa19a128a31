# An empty dict hashes no key that is to be popped.
class Loud:
    def __hash__(self):
        print("hashed")
        return 1


for d in ({}, {1: 2}):
    for arguments in (([],), ([], "default"), (Loud(), "default"), (1, "default")):
        try:
            print(d.copy().pop(*arguments))
        except (KeyError, TypeError) as e:
            print(type(e).__name__, e)
emptied = {1: 2}
print(emptied.pop(1), emptied.pop([], None))
