# iter(function, sentinel), whose function exhausts it: SystemError in CPython 3.11.2, an end in later ones.
def taken():
    if not calls:
        calls.append(1)
        print("inner", list(it))
    return "item"


calls = []
values = iter(["x", "end"])
it = iter(lambda: taken() if not calls else next(values), "end")
print(list(it))
