"""The names that typing offers, made of its classes, and its functions."""

import collections as _collections
import collections.abc as _abc
import sys
from abc import ABCMeta

import typing as _typing
from typing import ForwardRef, Generic, TypeVar, _Alias, _converted, _Special

Annotated = _Special("Annotated")
ClassVar = _Special("ClassVar")
Concatenate = _Special("Concatenate")
Final = _Special("Final")
Literal = _Special("Literal")
LiteralString = _Special("LiteralString")
Never = _Special("Never")
NoReturn = _Special("NoReturn")
NotRequired = _Special("NotRequired")
Optional = _Special("Optional")
Required = _Special("Required")
Self = _Special("Self")
TypeAlias = _Special("TypeAlias")
TypeGuard = _Special("TypeGuard")
Union = _Special("Union")
Unpack = _Special("Unpack")

Dict = _Special("Dict", dict)
FrozenSet = _Special("FrozenSet", frozenset)
List = _Special("List", list)
Set = _Special("Set", set)
Tuple = _Special("Tuple", tuple)
Type = _Special("Type", type)
ChainMap = _Special("ChainMap", _collections.ChainMap)
Counter = _Special("Counter", _collections.Counter)
DefaultDict = _Special("DefaultDict", _collections.defaultdict)
Deque = _Special("Deque", _collections.deque)
OrderedDict = _Special("OrderedDict", _collections.OrderedDict)
AbstractSet = _Special("AbstractSet", _abc.Set)
for _name in ("AsyncGenerator", "AsyncIterable", "AsyncIterator", "Awaitable", "Callable", "Collection", "Container",
              "Coroutine", "Generator", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping", "MappingView",
              "MutableMapping", "MutableSequence", "MutableSet", "Reversible", "Sequence", "Sized", "ValuesView"):
    globals()[_name] = _Special(_name, getattr(_abc, _name, None))

AnyStr = TypeVar("AnyStr", str, str)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    __module__ = "typing"

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


class IO(Generic):
    __module__ = "typing"


class TextIO(IO):
    __module__ = "typing"


class BinaryIO(IO):
    __module__ = "typing"


# --- protocols ---

_PLAIN = frozenset((
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__", "__orig_bases__",
    "__parameters__", "__qualname__", "__slots__", "__subclasshook__", "__weakref__", "_abc_registry", "_abc_impl",
    "_is_protocol", "_is_runtime", "__class_getitem__", "__init_subclass__", "__match_args__"))


def _members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ not in ("Protocol", "Generic") and base.__dict__.get("_is_protocol"):
            names.update([name for name in base.__dict__ if name not in _PLAIN])
            names.update(base.__dict__.get("__annotations__", ()))
    return names


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if cls.__dict__.get("_is_protocol"):
            if not getattr(cls, "_is_runtime", False):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            if all(hasattr(instance, name) for name in _members(cls)):
                return True
        return super().__instancecheck__(instance)


class Protocol(Generic, metaclass=_ProtocolMeta):
    __module__ = "typing"
    __slots__ = ()
    _is_protocol = True
    _is_runtime = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if not cls._is_protocol:
            return

        def __subclasshook__(other):
            if not cls.__dict__.get("_is_protocol") or not cls._is_runtime:
                return NotImplemented
            for name in _members(cls):
                if not any(name in base.__dict__ and base.__dict__[name] is not None for base in other.__mro__):
                    return NotImplemented
            return True

        def __init__(self, *args, **kwargs):
            if type(self)._is_protocol:
                raise TypeError("Protocols cannot be instantiated")
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = __subclasshook__
        if "__init__" not in cls.__dict__:
            cls.__init__ = __init__


def runtime_checkable(cls):
    if not getattr(cls, "_is_protocol", False):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, got %r" % cls)
    cls._is_runtime = True
    return cls


def _supports(name, special):
    def method(self):
        pass
    cls = _ProtocolMeta(name, (Protocol,), {special: method, "__module__": "typing"})
    cls._is_runtime = True
    return cls


SupportsAbs = _supports("SupportsAbs", "__abs__")
SupportsFloat = _supports("SupportsFloat", "__float__")
SupportsIndex = _supports("SupportsIndex", "__index__")
SupportsInt = _supports("SupportsInt", "__int__")
SupportsRound = _supports("SupportsRound", "__round__")


# --- classes with typed names ---

def _converted_all(types):
    return {name: _converted(each) for name, each in types.items()}


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, space):
        types = _converted_all(space.get("__annotations__", {}))
        defaults = []
        for key in types:
            if key in space:
                defaults.append(space[key])
            elif defaults:
                raise TypeError("Non-default namedtuple field %s cannot follow default field%s %s" % (
                    key, "s" if len(defaults) > 1 else "", ", ".join([each for each in types if each in space])))
        made = _collections.namedtuple(name, types, defaults=defaults, module=space["__module__"])
        made.__annotations__ = dict(types)
        for key, value in space.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make",
                       "_replace", "_asdict", "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in types and key not in ("__annotations__", "__module__", "__orig_bases__"):
                setattr(made, key, value)
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    fields = list(kwargs.items()) if fields is None else list(fields)
    made = _collections.namedtuple(typename, [name for name, _ in fields])
    made.__annotations__ = _converted_all(dict(fields))
    return made


def _named_tuple_bases(bases):
    return (_NamedTupleBase,)


_NamedTupleBase = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = _named_tuple_bases


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, space, total=True):
        made = type.__new__(_TypedDictMeta, name, (dict,), space)
        types = {}
        required = set()
        for base in bases:
            types.update(base.__dict__.get("__annotations__", {}))
            required.update(base.__dict__.get("__required_keys__", ()))
        own = _converted_all(space.get("__annotations__", {}))
        types.update(own)
        if total:
            required.update(own)
        made.__annotations__ = types
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(types) - required
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, instance):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    return _TypedDictMeta(typename, (), {"__annotations__": dict(kwargs if fields is None else fields)}, total=total)


_TypedDictBase = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDictBase,)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


class NewType:
    __module__ = "typing"

    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp
        try:
            self.__module__ = sys._getframe(1).f_globals["__name__"]
        except (AttributeError, ValueError, KeyError):
            self.__module__ = "__main__"

    def __call__(self, x):
        return x

    def __repr__(self):
        return "%s.%s" % (self.__module__, self.__qualname__)


# --- functions ---

def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    print("Runtime type is %r" % type(obj).__name__, file=sys.stderr)
    return obj


def assert_never(arg, /):
    raise AssertionError("Expected code to be unreachable, but got: %s" % repr(arg)[:100])


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    arg.__no_type_check__ = True
    return arg


_overloads = {}


def _overloaded(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated functions "
                              "outside a stub module should always be followed by an implementation that is not "
                              "@overload-ed.")


def overload(func):
    _overloads.setdefault((func.__module__, func.__qualname__), []).append(func)
    return _overloaded


def get_overloads(func):
    return list(_overloads.get((func.__module__, func.__qualname__), ()))


def clear_overloads():
    _overloads.clear()


def get_origin(tp):
    if isinstance(tp, _Alias):
        return tp.__origin__
    return Generic if tp is Generic else None


def get_args(tp):
    if not isinstance(tp, _Alias):
        return ()
    if tp._special is Annotated:
        return tp.__args__ + tp.__metadata__
    if tp._special is _typing.Callable and tp.__args__[0] is not ...:
        return list(tp.__args__[:-1]), tp.__args__[-1]
    return tp.__args__


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations; what is written in strings is evaluated, None is its type."""
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            names = globalns
            if names is None:
                names = vars(sys.modules.get(base.__module__, _typing))
            own = localns
            if own is None:
                own = dict(vars(base))
            for name, hint in base.__dict__.get("__annotations__", {}).items():
                hints[name] = _evaluated(hint, names, own)
    else:
        names = globalns
        if names is None:
            inner = obj
            while hasattr(inner, "__wrapped__"):
                inner = inner.__wrapped__
            names = getattr(inner, "__globals__", None) or vars(obj)
        for name, hint in obj.__annotations__.items():
            hints[name] = _evaluated(hint, names, localns)
    return hints if include_extras else {name: _without_extras(hint) for name, hint in hints.items()}


def _evaluated(hint, globalns, localns):
    if hint is None:
        return type(None)
    if isinstance(hint, ForwardRef):
        hint = hint.__forward_arg__
    if isinstance(hint, str):
        return _evaluated(eval(hint, globalns, localns), globalns, localns)
    if isinstance(hint, _Alias) and hint._special is not Literal:
        args = tuple([_evaluated(each, globalns, localns) if isinstance(each, (ForwardRef, _Alias)) else each
                      for each in hint.__args__])
        if args != hint.__args__:
            made = _Alias(hint._special, args)
            if hint._special is Annotated:
                made.__metadata__ = hint.__metadata__
            return made
    return hint


def _without_extras(hint):
    if isinstance(hint, _Alias) and hint._special is Annotated:
        return hint.__args__[0]
    return hint


__all__ = [_name for _name in list(globals()) if _name[0] != "_"]
