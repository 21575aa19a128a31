print(int | str, int | None, list | dict | set)
print(isinstance(5, int | str), isinstance("a", int | None), isinstance(None, int | None), int | str == str | int)
class A: pass
print(isinstance(A(), A | int), issubclass(bool, int | str), (int | str) == (str | int), hash(int | str) == hash(str | int))
try:
    isinstance(1, int | 5)
except TypeError as e:
    print(e)
def f(x: int | None = None) -> str | None: return x
print(f(1), (int | str).__args__)
