"""Classes made of the fields that their bodies annotate: __init__, __repr__, comparison and the like are written for them."""

from _dataclass_values import (CLASS_VARIABLE, FIELD, FIELDS, INIT_ONLY, MISSING, Mark, asdict, astuple, fields,
                               is_dataclass, replace)

__all__ = [
    "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "asdict", "astuple", "dataclass", "field", "fields",
    "is_dataclass", "make_dataclass", "replace",
]

_PARAMS = "__dataclass_params__"
_POST_INIT = "__post_init__"


class FrozenInstanceError(AttributeError):
    pass


KW_ONLY = Mark("<dataclasses.KW_ONLY>")
_FACTORY = Mark("<factory>")
_NO_METADATA = type(type.__dict__)({})


type_ = type


class InitVar:
    """The annotation of a parameter of __init__ that is no field, but given to __post_init__."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        return "dataclasses.InitVar[%s]" % (self.type.__name__ if isinstance(self.type, type_) else repr(self.type))


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _NO_METADATA if metadata is None else type_(_NO_METADATA)(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return "Field(%s)" % ",".join(["%s=%r" % (name, getattr(self, name)) for name in (
            "name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only",
            "_field_type")])

    def __set_name__(self, owner, name):
        named = getattr(type_(self.default), "__set_name__", None)
        if named:
            named(self.default, owner, name)


class _Params:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return "_DataclassParams(%s)" % ",".join(["%s=%r" % (name, getattr(self, name)) for name in self.__slots__])


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# --- from annotations to fields ---

def _is_mark(annotation, text):
    """Whether an annotation is ClassVar, InitVar, ...: itself, or written so in a string."""
    if isinstance(annotation, str):
        annotation = annotation.strip().split("[")[0].rstrip()
        return annotation == text or annotation.endswith("." + text)
    return False


def _kind(annotation):
    if _is_mark(annotation, "ClassVar") or repr(annotation).startswith("typing.ClassVar"):
        return CLASS_VARIABLE
    if annotation is InitVar or type(annotation) is InitVar or _is_mark(annotation, "InitVar"):
        return INIT_ONLY
    return FIELD


def _field_of(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        made = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        made = field(default=default)
    made.name = name
    made.type = annotation
    made._field_type = _kind(annotation)
    if made._field_type is not FIELD and made.default_factory is not MISSING:
        raise TypeError("field %s cannot have a default factory" % name)
    if made._field_type is CLASS_VARIABLE:
        if made.kw_only is not MISSING:
            raise TypeError("field %s is a ClassVar but specifies kw_only" % name)
    elif made.kw_only is MISSING:
        made.kw_only = kw_only
    if made._field_type is FIELD and made.default.__class__.__hash__ is None:
        raise ValueError("mutable default %s for field %s is not allowed: use default_factory"
                         % (made.default.__class__, name))
    return made


def _own_fields(cls, kw_only):
    found = []
    seen_mark = False
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if annotation is KW_ONLY or _is_mark(annotation, "KW_ONLY"):
            if seen_mark:
                raise TypeError("%r is KW_ONLY, but KW_ONLY has already been specified" % name)
            seen_mark = kw_only = True
        else:
            found.append(_field_of(cls, name, annotation, kw_only))
    return found


# --- the methods ---

def _set(cls, name, function):
    """Sets a method unless the class has its own; returns whether it has."""
    if name in cls.__dict__:
        return True
    function.__name__ = name
    function.__qualname__ = cls.__qualname__ + "." + name
    setattr(cls, name, function)
    return False


def _parameter(f):
    if f.default is MISSING and f.default_factory is MISSING:
        return f.name
    return "%s=_default_%s" % (f.name, f.name)


def _init(cls, found, frozen, has_post_init, slots):
    parameters = [f for f in found if f.init]
    positional = [f for f in parameters if not f.kw_only]
    keywords = [f for f in parameters if f.kw_only]
    has_default = False
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            has_default = True
        elif has_default:
            raise TypeError("non-default argument %r follows default argument" % f.name)
    names = {"_FACTORY": _FACTORY, "_set": object.__setattr__}
    this = "self" if all(f.name != "self" for f in found) else "__dataclass_self__"
    lines = []
    for f in found:
        value = f.name
        if f.default_factory is not MISSING:
            names["_factory_" + f.name] = f.default_factory
            names["_default_" + f.name] = _FACTORY
            make = "_factory_%s()" % f.name
            value = "%s if %s is _FACTORY else %s" % (make, f.name, f.name) if f.init else make
        elif f.default is not MISSING:
            names["_default_" + f.name] = f.default
            if not f.init:
                if not slots:
                    continue
                value = "_default_" + f.name
        elif not f.init:
            continue
        if f._field_type is INIT_ONLY:
            continue
        lines.append("_set(%s, %r, %s)" % (this, f.name, value) if frozen else "%s.%s = %s" % (this, f.name, value))
    if has_post_init:
        lines.append("%s.__post_init__(%s)" % (this, ", ".join([f.name for f in found if f._field_type is INIT_ONLY])))
    heads = [this] + [_parameter(f) for f in positional]
    if keywords:
        heads += ["*"] + [_parameter(f) for f in keywords]
    text = "def __init__(%s):\n    %s\n" % (", ".join(heads), "\n    ".join(lines) or "pass")
    exec(text, names)
    made = names["__init__"]
    made.__annotations__ = {f.name: f.type for f in positional + keywords}
    made.__annotations__["return"] = None
    return made


_shown = set()


def _repr_of(found):
    names = [f.name for f in found if f.repr]

    def __repr__(self):
        if id(self) in _shown:
            return "..."
        _shown.add(id(self))
        try:
            return "%s(%s)" % (self.__class__.__qualname__, ", ".join(["%s=%r" % (name, getattr(self, name)) for name in names]))
        finally:
            _shown.discard(id(self))
    return __repr__


def _values(self, names):
    return tuple([getattr(self, name) for name in names])


def _comparison(names, compare):
    def method(self, other):
        if other.__class__ is self.__class__:
            return compare(_values(self, names), _values(other, names))
        return NotImplemented
    return method


def _hash_of(names):
    def __hash__(self):
        return hash(_values(self, names))
    return __hash__


def _freeze(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError("cannot assign to field %r" % name)
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError("cannot delete field %r" % name)
        super(cls, self).__delattr__(name)
    for method in (__setattr__, __delattr__):
        if _set(cls, method.__name__, method):
            raise TypeError("Cannot overwrite attribute %s in class %s" % (method.__name__, cls.__name__))


def _set_hash(cls, names, params, has_own):
    if params.unsafe_hash:
        if has_own:
            raise TypeError("Cannot overwrite attribute __hash__ in class %s" % cls.__name__)
    elif not params.eq or has_own:
        return
    elif not params.frozen:
        cls.__hash__ = None
        return
    method = _hash_of(names)
    method.__qualname__ = cls.__qualname__ + ".__hash__"
    cls.__hash__ = method


def _with_slots(cls, names, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError("%s already specifies __slots__" % cls.__name__)
    space = dict(cls.__dict__)
    inherited = set()
    for base in cls.__mro__[1:]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update([slots] if isinstance(slots, str) else slots)
    space["__slots__"] = tuple([name for name in names + (["__weakref__"] if weakref_slot else []) if name not in inherited])
    for name in names:
        space.pop(name, None)
    space.pop("__dict__", None)
    space.pop("__weakref__", None)
    made = type(cls)(cls.__name__, cls.__bases__, space)
    made.__qualname__ = cls.__qualname__
    return made


def _signature(parameters):
    """As "(x: int, y: str = 'a')"."""
    parts = [[], []]
    for f in parameters:
        kind = f.type.__qualname__ if isinstance(f.type, type_) and f.type.__module__ == "builtins" else f.type
        text = "%s: %s" % (f.name, kind)
        if f.default_factory is not MISSING:
            text += " = <factory>"
        elif f.default is not MISSING:
            text += " = %r" % (f.default,)
        parts[bool(f.kw_only)].append(text)
    return "(%s)" % ", ".join(parts[0] + (["*"] if parts[1] else []) + parts[1])


def _process(cls, params, match_args, kw_only, slots, weakref_slot):
    all_fields = {}
    any_frozen = has_bases = False
    for base in cls.__mro__[:0:-1]:
        base_fields = base.__dict__.get(FIELDS)
        if base_fields is not None:
            has_bases = True
            all_fields.update(base_fields)
            any_frozen = any_frozen or getattr(base, _PARAMS).frozen
    own = _own_fields(cls, kw_only)
    for f in own:
        all_fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in all_fields:
            raise TypeError("%r is a field but has no type annotation" % name)
    if has_bases and any_frozen and not params.frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if has_bases and not any_frozen and params.frozen:
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    own_hash = cls.__dict__.get("__hash__", MISSING)
    has_own_hash = not (own_hash is MISSING or own_hash is None and "__eq__" in cls.__dict__)
    setattr(cls, FIELDS, all_fields)
    setattr(cls, _PARAMS, params)
    listed = [f for f in all_fields.values() if f._field_type is FIELD]
    compared = [f.name for f in listed if f.compare]
    if params.init:
        found = [f for f in all_fields.values() if f._field_type is not CLASS_VARIABLE]
        _set(cls, "__init__", _init(cls, found, params.frozen, hasattr(cls, _POST_INIT), slots))
    if params.repr:
        _set(cls, "__repr__", _repr_of(listed))
    if params.eq:
        _set(cls, "__eq__", _comparison(compared, lambda a, b: a == b))
    if params.order:
        for name, compare in (("__lt__", lambda a, b: a < b), ("__le__", lambda a, b: a <= b),
                              ("__gt__", lambda a, b: a > b), ("__ge__", lambda a, b: a >= b)):
            if _set(cls, name, _comparison(compared, compare)):
                raise TypeError("Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering"
                                % (name, cls.__name__))
    if params.frozen:
        _freeze(cls, frozenset([f.name for f in listed]))
    _set_hash(cls, [f.name for f in listed if (f.compare if f.hash is None else f.hash)], params, has_own_hash)
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature([f for f in all_fields.values() if f.init and
                                                 f._field_type is not CLASS_VARIABLE])
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in all_fields.values() if f.init and not f.kw_only and
                                    f._field_type is not CLASS_VARIABLE])
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    return _with_slots(cls, [f.name for f in listed], weakref_slot) if slots else cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    params = _Params(init, repr, eq, order, unsafe_hash, frozen)

    def wrap(cls):
        if order and not eq:
            raise ValueError("eq must be true if order is true")
        return _process(cls, params, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    space = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        else:
            name, annotation = item[0], item[1]
            if len(item) > 2:
                space[name] = item[2]
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError("Field names must be valid identifiers: %r" % (name,))
        if name in annotations:
            raise TypeError("Field name duplicated: %r" % (name,))
        annotations[name] = annotation
    space["__annotations__"] = annotations
    space.setdefault("__module__", "types")
    return dataclass(type(cls_name, bases, space), **options)
