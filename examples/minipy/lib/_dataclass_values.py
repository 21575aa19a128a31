"""The fields of dataclasses, and what may be done with instances as a whole."""

from copy import deepcopy


class Mark:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


class _MissingType(Mark):
    __module__ = "dataclasses"


MISSING = _MissingType("<dataclasses.MISSING>")
FIELD, CLASS_VARIABLE, INIT_ONLY = Mark("_FIELD"), Mark("_FIELD_CLASSVAR"), Mark("_FIELD_INITVAR")
FIELDS = "__dataclass_fields__"


def fields(class_or_instance):
    try:
        found = getattr(class_or_instance, FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is FIELD])


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), FIELDS)


def _converted(obj, convert):
    """obj with the dataclass instances in it converted."""
    if hasattr(type(obj), FIELDS):
        return convert(obj)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_converted(each, convert) for each in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_converted(each, convert) for each in obj])
    if isinstance(obj, dict):
        pairs = [(_converted(key, convert), _converted(value, convert)) for key, value in obj.items()]
        if hasattr(type(obj), "default_factory"):
            result = type(obj)(obj.default_factory)
            for key, value in pairs:
                result[key] = value
            return result
        return type(obj)(pairs)
    return deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    if not hasattr(type(obj), FIELDS):
        raise TypeError("asdict() should be called on dataclass instances")

    def convert(each):
        return dict_factory([(f.name, _converted(getattr(each, f.name), convert)) for f in fields(each)])
    return convert(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not hasattr(type(obj), FIELDS):
        raise TypeError("astuple() should be called on dataclass instances")

    def convert(each):
        return tuple_factory([_converted(getattr(each, f.name), convert) for f in fields(each)])
    return convert(obj)


def replace(obj, /, **changes):
    if not hasattr(type(obj), FIELDS):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, FIELDS).values():
        if f._field_type is CLASS_VARIABLE:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError("field %s is declared with init=False, it cannot be specified with replace()" % f.name)
        elif f.name not in changes:
            if f._field_type is INIT_ONLY and f.default is MISSING:
                raise ValueError("InitVar %r must be specified with replace()" % f.name)
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
