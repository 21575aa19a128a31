"""What X | Y of classes gives: types.UnionType."""

_NoneType = type(None)


class UnionType:
    """A union of classes: isinstance() and issubclass() take it."""

    __module__ = "types"
    __slots__ = ("__args__", "__weakref__")

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create 'types.UnionType' instances")

    @property
    def __parameters__(self):
        return ()

    def __instancecheck__(self, instance):
        return any([isinstance(instance, each) for each in self.__args__])

    def __subclasscheck__(self, cls):
        if not isinstance(cls, type):
            raise TypeError("issubclass() arg 1 must be a class")
        return any([issubclass(cls, each) for each in self.__args__])

    def __or__(self, other):
        return unite(self, other)

    def __ror__(self, other):
        return unite(other, self)

    def __eq__(self, other):
        if not isinstance(other, UnionType):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        return " | ".join([_name(each) for each in self.__args__])

    def __setattr__(self, name, value):
        if name in ("__args__", "__parameters__"):
            raise AttributeError("readonly attribute")
        raise AttributeError(f"'types.UnionType' object has no attribute '{name}'")


UnionType.__qualname__ = "UnionType"


def _name(part):
    if part is _NoneType:
        return "None"
    if not isinstance(part, type):
        return repr(part)
    return part.__qualname__ if part.__module__ == "builtins" else f"{part.__module__}.{part.__qualname__}"


def _may_unite(part):
    return part is None or isinstance(part, (type, UnionType)) or hasattr(part, "__origin__")


def unite(left, right):
    """left | right, or NotImplemented."""
    if not (_may_unite(left) and _may_unite(right)):
        return NotImplemented
    parts = []
    for side in (left, right):
        for each in side.__args__ if isinstance(side, UnionType) else (_NoneType if side is None else side,):
            if each not in parts:
                parts.append(each)
    if len(parts) == 1:
        return parts[0]
    made = object.__new__(UnionType)
    object.__setattr__(made, "__args__", tuple(parts))
    return made
