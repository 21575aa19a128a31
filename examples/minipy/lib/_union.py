"""What X | Y of classes gives, types.UnionType, and what list[int] does, types.GenericAlias."""

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
        _refuse_generic(self.__args__, "isinstance")
        for each in self.__args__:
            if isinstance(instance, each):
                return True
        return False

    def __subclasscheck__(self, cls):
        if not isinstance(cls, type):
            raise TypeError("issubclass() arg 1 must be a class")
        _refuse_generic(self.__args__, "issubclass")
        for each in self.__args__:
            if issubclass(cls, each):
                return True
        return False

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

    def __reduce__(self):
        return _united, self.__args__

    def __setattr__(self, name, value):
        if name in ("__args__", "__parameters__"):
            raise AttributeError("readonly attribute")
        raise AttributeError(f"'types.UnionType' object has no attribute '{name}'")


UnionType.__qualname__ = "UnionType"


def _united(first, *others):
    for other in others:
        first = first | other
    return first


def _name(part):
    if part is _NoneType:
        return "None"
    if part is ...:
        return "..."
    if not isinstance(part, type):
        return repr(part)
    return part.__qualname__ if part.__module__ == "builtins" else f"{part.__module__}.{part.__qualname__}"


def _refuse_generic(parts, function):
    for each in parts:
        if isinstance(each, GenericAlias):
            raise TypeError(f"{function}() argument 2 cannot be a parameterized generic")


class GenericAlias:
    """A class with parameters, which nothing checks: calling it calls the class."""

    __module__ = "types"
    __slots__ = ("__origin__", "__args__", "__weakref__")

    def __init__(self, origin, args):
        object.__setattr__(self, "__origin__", origin)
        object.__setattr__(self, "__args__", args if isinstance(args, tuple) else (args,))

    @property
    def __parameters__(self):
        return ()

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getattr__(self, name):
        return getattr(self.__origin__, name)

    def __setattr__(self, name, value):
        raise AttributeError(f"'types.GenericAlias' object has no attribute '{name}'")

    def __getitem__(self, item):
        raise TypeError(f"{self!r} is not a generic class")

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, instance):
        raise TypeError("isinstance() argument 2 cannot be a parameterized generic")

    def __subclasscheck__(self, cls):
        raise TypeError("issubclass() argument 2 cannot be a parameterized generic")

    def __or__(self, other):
        return unite(self, other)

    def __ror__(self, other):
        return unite(other, self)

    def __eq__(self, other):
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash(self.__origin__) ^ hash(self.__args__)

    def __repr__(self):
        inner = ", ".join([_name(each) for each in self.__args__]) or "()"
        return f"{_name(self.__origin__)}[{inner}]"


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
