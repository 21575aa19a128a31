"""Enumerations: classes with a fixed set of instances, each with a name and a value."""

import sys
from _enum_body import EnumDict, auto, member, nonmember
from builtins import property

__all__ = [
    "CONFORM", "CONTINUOUS", "EJECT", "Enum", "EnumCheck", "EnumMeta", "EnumType", "Flag", "FlagBoundary", "IntEnum",
    "IntFlag", "KEEP", "NAMED_FLAGS", "ReprEnum", "STRICT", "StrEnum", "UNIQUE", "auto", "global_enum", "member",
    "nonmember", "property", "unique", "verify",
]

_Proxy = type(type.__dict__)


def _mixed_in(bases):
    """(the class of the values that members are themselves, the enumeration that is extended)"""
    first = bases[-1]
    if not isinstance(first, EnumType):
        raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
    for base in bases:
        for each in base.__mro__:
            if each is object:
                continue
            if isinstance(each, EnumType):
                if each._member_type_ is not object:
                    return each._member_type_, first
                break
            if each.__new__ is not object.__new__ or "__new__" in each.__dict__:
                return base, first
    return object, first


class EnumType(type):
    @classmethod
    def __prepare__(mcls, cls, bases, **kwds):
        names = EnumDict(cls)
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError("<enum %r> cannot extend %r" % (cls, base))
        if bases:
            first = _mixed_in(bases)[1]
            names._generate = first._generate_next_value_
        return names

    def __new__(mcls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        names = list(classdict._member_names)
        values = {name: classdict[name] for name in names}
        ignored = classdict._ignored
        space = {key: value for key, value in classdict.items()
                 if key not in values and key not in ignored and key != "_ignore_"}
        if "mro" in values or "" in values:
            raise ValueError("invalid enum member name(s) %s" % ",".join([repr(n) for n in values if n in ("mro", "")]))
        order = space.pop("_order_", None)
        if isinstance(space.get("_generate_next_value_"), type(_mixed_in)):
            space["_generate_next_value_"] = staticmethod(space["_generate_next_value_"])
        member_type, first = _mixed_in(bases) if bases else (object, None)
        space["_member_names_"] = []
        space["_member_map_"] = {}
        space["_value2member_map_"] = {}
        space["_unhashable_values_"] = []
        space["_member_type_"] = member_type
        space["_boundary_"] = boundary or getattr(first, "_boundary_", None)
        space["_flag_mask_"] = space["_singles_mask_"] = space["_all_bits_"] = 0
        made = super().__new__(mcls, cls, bases, space, **kwds)
        if first is not None and member_type is not object:
            _choose_texts(made, space, member_type, first, bases)
        for index, (name, value) in enumerate(values.items()):
            _add_member(made, member_type, name, value, index)
        if order is not None:
            order = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            if [name for name in order if name in made._member_names_] != made._member_names_:
                raise TypeError("member order does not match _order_:\n  %r\n  %r" % (made._member_names_, order))
        return made

    def __init__(cls, *args, **kwds):
        pass

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return _member_of(cls, value)
        return _functional(cls, value, names, module, qualname, type, start, boundary)

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError("unsupported operand type(s) for 'in': '%s' and '%s'"
                            % (type(member).__qualname__, cls.__class__.__qualname__))
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    @property
    def __members__(cls):
        return _Proxy(cls._member_map_)

    def __repr__(cls):
        return "<%s %r>" % ("flag" if "Flag" in globals() and issubclass(cls, Flag) else "enum", cls.__name__)

    def __dir__(cls):
        return sorted({"__class__", "__contains__", "__doc__", "__getitem__", "__init_subclass__", "__iter__", "__len__",
                       "__members__", "__module__", "__name__", "__qualname__"} | set(cls._member_names_))

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("cannot reassign member %r" % name)
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, name))
        super().__delattr__(name)


EnumMeta = EnumType


def _choose_texts(made, space, member_type, first, bases):
    """A class of values that is mixed in gives way to Enum's own texts; to ReprEnum's, only for repr."""
    is_repr_enum = "ReprEnum" in globals() and ReprEnum in bases
    for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
        if name in space:
            continue
        found = getattr(made, name)
        of_type = getattr(member_type, name)
        if is_repr_enum and name in ("__str__", "__format__"):
            if of_type is object.__str__:
                of_type = member_type.__repr__
            type.__setattr__(made, name, of_type)
        elif found is of_type or found is getattr(object, name):
            type.__setattr__(made, name, getattr(first, name))
    if "Flag" in globals() and issubclass(made, Flag):
        for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
            if name not in space and getattr(made, name) is getattr(member_type, name, None):
                type.__setattr__(made, name, getattr(first, name))


def _add_member(cls, member_type, name, value, index):
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    new = cls.__new__
    if new is object.__new__:
        self = object.__new__(cls)
    else:
        self = new(cls, *args)
    if "_value_" not in self.__dict__:
        if member_type is object:
            self._value_ = value
        else:
            self._value_ = member_type(*args)
    value = self._value_
    self._name_ = name
    self.__objclass__ = cls
    self._sort_order_ = index
    if type(self).__init__ is not object.__init__:
        self.__init__(*args)
        value = self._value_
    canonical = _known(cls, value)
    is_flag = "Flag" in globals() and issubclass(cls, Flag)
    if canonical is None:
        canonical = self
        is_single = not is_flag or not isinstance(value, int) or value > 0 and value & value - 1 == 0
        if is_single:
            cls._member_names_.append(name)
        if is_flag and isinstance(value, int):
            type.__setattr__(cls, "_flag_mask_", cls._flag_mask_ | value)
            if is_single:
                type.__setattr__(cls, "_singles_mask_", cls._singles_mask_ | value)
            type.__setattr__(cls, "_all_bits_", (1 << cls._flag_mask_.bit_length()) - 1)
        try:
            cls._value2member_map_[value] = self
        except TypeError:
            cls._unhashable_values_.append((value, self))
    type.__setattr__(cls, name, canonical)
    cls._member_map_[name] = canonical


def _known(cls, value):
    """The member with this value, or None."""
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for other, found in cls._unhashable_values_:
            if other == value:
                return found
        return None


def _member_of(cls, value):
    if type(value) is cls:
        return value
    found = _known(cls, value)
    if found is not None:
        return found
    problem = None
    try:
        found = cls._missing_(value)
    except Exception as error:
        problem = error
    if isinstance(found, cls) or cls._boundary_ is EJECT and isinstance(found, int):
        return found
    invalid = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
    if found is None and problem is None:
        raise invalid
    if problem is None:
        problem = TypeError("error in %s._missing_: returned %r instead of None or a valid member" % (cls.__name__, found))
    if not isinstance(problem, ValueError):
        problem.__context__ = invalid
    raise problem


def _functional(cls, class_name, names, module, qualname, mixed, start, boundary):
    meta = cls.__class__
    bases = (cls,) if mixed is None else (mixed, cls)
    space = meta.__prepare__(class_name, bases)
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
        plain, names, last = names, [], []
        for count, name in enumerate(plain):
            value = space._generate(name, start, count, last[:])
            last.append(value)
            names.append((name, value))
    for item in names:
        name, value = (item, names[item]) if isinstance(item, str) else item
        space[name] = value
    if module is None:
        try:
            module = sys._getframe(2).f_globals["__name__"]
        except (AttributeError, ValueError, KeyError):
            module = "__main__"
    space["__module__"] = module
    if qualname is not None:
        space["__qualname__"] = qualname
    return meta.__new__(meta, class_name, bases, space, boundary=boundary)


class Enum(metaclass=EnumType):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        for last in reversed(last_values):
            try:
                return last + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        kind = type(self)
        shown = kind._member_type_.__repr__ if kind._member_type_ is not object else repr
        return "<%s.%s: %s>" % (kind.__name__, self._name_, shown(self._value_))

    def __str__(self):
        return "%s.%s" % (type(self).__name__, self._name_)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __dir__(self):
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"} |
                      {name for kind in type(self).__mro__ for name in kind.__dict__
                       if name[0] != "_" and name not in type(self)._member_map_})

    def __reduce_ex__(self, proto):
        return getattr, (type(self), self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class ReprEnum(Enum):
    """Only the repr is an enumeration's; str and format are those of the value."""


class IntEnum(int, ReprEnum):
    pass


class StrEnum(str, ReprEnum):
    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if values and not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        self = str.__new__(cls, *values)
        self._value_ = str(*values)
        return self

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


from _enum_flag import CONFORM, EJECT, KEEP, STRICT, Flag, FlagBoundary, IntFlag  # they need what is above
from _enum_checks import CONTINUOUS, NAMED_FLAGS, UNIQUE, EnumCheck, global_enum, unique, verify
