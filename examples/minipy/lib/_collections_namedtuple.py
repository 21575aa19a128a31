"""collections.namedtuple."""

import sys

_KEYWORDS = frozenset((
    "False None True and as assert async await break class continue def del elif else except finally for from global if "
    "import in is lambda nonlocal not or pass raise return try while with yield").split())


class _tuplegetter:
    """The field of a named tuple: read-only."""

    __module__ = "collections"

    def __init__(self, index, doc):
        self._index = index
        self.__doc__ = doc

    def __get__(self, obj, cls=None):
        if obj is None:
            return self
        return tuple.__getitem__(obj, self._index)

    def __set__(self, obj, value):
        raise AttributeError("can't set attribute")

    def __delete__(self, obj):
        raise AttributeError("can't delete attribute")


def _check(typename, field_names):
    for name in [typename] + field_names:
        if type(name) is not str:
            raise TypeError("Type names and field names must be strings")
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if name in _KEYWORDS:
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in field_names:
        if name.startswith("_"):
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)


def _names(words):
    if len(words) < 2:
        return "".join(words)
    if len(words) == 2:
        return " and ".join(words)
    return ", ".join(words[:-1]) + ", and " + words[-1]


def _maker(typename, fields, defaults):
    """__new__: the arguments are taken as a function with these parameters would."""
    count = len(fields)
    required = count - len(defaults)

    def __new__(_cls, *args, **kwargs):
        given = len(args)
        if given == count and not kwargs:
            return tuple.__new__(_cls, args)
        name = typename + ".__new__()"
        values = list(args[:count])
        left = dict(kwargs)
        for i, field in enumerate(fields):
            if field in left:
                if i < given:
                    raise TypeError(f"{name} got multiple values for argument {field!r}")
                values.append(left.pop(field))
            elif i >= given:
                values.append(defaults[i - required] if i >= required else _maker)
        if left:
            raise TypeError(f"{name} got an unexpected keyword argument {next(iter(left))!r}")
        if given > count:
            expected = f"{count + 1}" if not defaults else f"from {required + 1} to {count + 1}"
            raise TypeError(f"{name} takes {expected} positional argument{'' if count == 0 else 's'}"
                            f" but {given + 1} were given")
        missing = [repr(field) for field, value in zip(fields, values) if value is _maker]
        if missing:
            raise TypeError(f"{name} missing {len(missing)} required positional argument"
                            f"{'' if len(missing) == 1 else 's'}: {_names(missing)}")
        return tuple.__new__(_cls, values)

    return __new__


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    field_names = [str(name) for name in field_names]
    typename = str(typename)
    if rename:
        seen = set()
        for i, name in enumerate(field_names):
            if not name.isidentifier() or name in _KEYWORDS or name.startswith("_") or name in seen:
                field_names[i] = f"_{i}"
            seen.add(name)
        _check(typename, [name for name in field_names if not name.startswith("_")])
    else:
        _check(typename, field_names)
    fields = tuple(field_names)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(fields):
        raise TypeError("Got more default values than field names")

    def _make(cls, iterable):
        result = tuple.__new__(cls, iterable)
        if len(result) != len(fields):
            raise TypeError(f"Expected {len(fields)} arguments, got {len(result)}")
        return result

    def _replace(self, /, **kwds):
        result = self._make([kwds.pop(name, value) for name, value in zip(fields, self)])
        if kwds:
            raise ValueError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    def __repr__(self):
        return self.__class__.__name__ + "(" + ", ".join([f"{n}={v!r}" for n, v in zip(fields, self)]) + ")"

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        return tuple(self)

    methods = {"__new__": _maker(typename, fields, defaults), "_make": _make, "_replace": _replace, "__repr__": __repr__,
               "_asdict": _asdict, "__getnewargs__": __getnewargs__}
    for name, method in methods.items():
        method.__qualname__ = f"{typename}.{name}"
    namespace = {
        "__doc__": f"{typename}({', '.join(fields)})",
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": dict(zip(fields[len(fields) - len(defaults):], defaults)),
        "__match_args__": fields,
    }
    namespace.update(methods)
    namespace["_make"] = classmethod(_make)
    for i, name in enumerate(fields):
        namespace[name] = _tuplegetter(i, f"Alias for field number {i}")
    if module is None:
        try:
            module = sys._getframe(1).f_globals.get("__name__", "__main__")
        except (AttributeError, ValueError):
            module = None
    if module is not None:
        namespace["__module__"] = module
    return type(typename, (tuple,), namespace)
