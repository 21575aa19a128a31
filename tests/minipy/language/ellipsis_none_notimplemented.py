print(..., Ellipsis, ... is Ellipsis, type(...).__name__)
print(None, type(None), NotImplemented, type(NotImplemented))
print(bool(None), bool(...), None == 0, None is None, repr(None))
try:
    (lambda: None)()()
except TypeError as e:
    print(e)
try:
    None.x
except AttributeError as e:
    print(e)
try:
    None + 1
except TypeError as e:
    print(e)
try:
    NotImplemented < 1
except TypeError as e:
    print(e)


def f():
    ...


class C: ...


print(f(), type(None)() is None, [None] == [None], hash(None) == hash(None))
try:
    None < None
except TypeError as e:
    print(e)
try:
    class D(type(None)): pass
except TypeError as e:
    print(e)
