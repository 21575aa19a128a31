# contract 1.3, 4.7
import weakref


class No:
    __slots__ = ("a",)


class Yes:
    __slots__ = ("a", "__weakref__")


class Sub(No):
    pass


for cls in (No, Yes, Sub):
    try:
        print(weakref.ref(cls())() is None or True)
    except TypeError as e:
        print(e)
