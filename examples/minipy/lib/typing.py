"""Names for annotations. Nothing is checked; what is subscripted only remembers its parts."""

__all__ = [
    "AbstractSet", "Annotated", "Any", "AnyStr", "AsyncGenerator", "AsyncIterable", "AsyncIterator", "Awaitable",
    "BinaryIO", "Callable", "ChainMap", "ClassVar", "Collection", "Concatenate", "Container", "Counter", "Coroutine",
    "DefaultDict", "Deque", "Dict", "Final", "ForwardRef", "FrozenSet", "Generator", "Generic", "Hashable", "IO",
    "ItemsView", "Iterable", "Iterator", "KeysView", "List", "Literal", "LiteralString", "Mapping", "MappingView",
    "MutableMapping", "MutableSequence", "MutableSet", "NamedTuple", "Never", "NewType", "NoReturn", "NotRequired",
    "Optional", "OrderedDict", "ParamSpec", "Protocol", "Required", "Reversible", "Self", "Sequence", "Set", "Sized",
    "SupportsAbs", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound", "TYPE_CHECKING", "Text", "TextIO",
    "Tuple", "Type", "TypeAlias", "TypeGuard", "TypeVar", "TypeVarTuple", "TypedDict", "Union", "Unpack", "ValuesView",
    "assert_never", "assert_type", "cast", "clear_overloads", "final", "get_args", "get_origin", "get_overloads",
    "get_type_hints", "is_typeddict", "no_type_check", "overload", "reveal_type", "runtime_checkable",
]

TYPE_CHECKING = False
Text = str
_NoneType = type(None)


def _shown(part):
    if part is ...:
        return "..."
    if isinstance(part, type):
        return part.__qualname__ if part.__module__ == "builtins" else "%s.%s" % (part.__module__, part.__qualname__)
    if isinstance(part, list):
        return "[%s]" % ", ".join([_shown(each) for each in part])
    return repr(part)


def _parameters_of(parts):
    """The type variables in parts, each once."""
    found = []
    for part in parts:
        if isinstance(part, (TypeVar, ParamSpec, TypeVarTuple)):
            inside = (part,)
        elif isinstance(part, (list, tuple)):
            inside = _parameters_of(part)
        else:
            inside = getattr(part, "__parameters__", ()) if not isinstance(part, type) else ()
        found += [each for each in inside if each not in found]
    return tuple(found)


def _converted(part):
    """A part of a subscript: None stands for its type, a string for a type to be known later."""
    if part is None:
        return _NoneType
    return ForwardRef(part) if isinstance(part, str) else part


class _Special:
    """A name such as Union or List. With an origin, it may be called and asked with isinstance as that."""

    def __init__(self, name, origin=None):
        self._name = name
        self.__origin__ = origin

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, parts):
        return _subscripted(self, parts)

    def __call__(self, *args, **kwargs):
        if self.__origin__ is None:
            raise TypeError("Cannot instantiate %r" % self)
        raise TypeError("Type %s cannot be instantiated; use %s() instead" % (self._name, self.__origin__.__name__))

    def __mro_entries__(self, bases):
        if self.__origin__ is None:
            raise TypeError("Cannot subclass %r" % self)
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        if self.__origin__ is None:
            raise TypeError("%r cannot be used with isinstance()" % self)
        return issubclass(cls, self.__origin__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __reduce__(self):
        return self._name

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _subscripted(special, parts):
    name = special._name
    if name == "Annotated":
        if not isinstance(parts, tuple) or len(parts) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        made = _Alias(special, (_converted(parts[0]),))
        made.__metadata__ = parts[1:]
        return made
    if name == "Optional":
        return Union[parts, None]
    if not isinstance(parts, tuple):
        parts = (parts,)
    if name == "Literal":
        return _Alias(special, parts)
    if name == "Callable" and special.__origin__ is not None:
        if len(parts) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        heads = tuple(map(_converted, parts[0])) if isinstance(parts[0], list) else (parts[0],)
        return _Alias(special, heads + (_converted(parts[1]),))
    if name == "Union" or name == "Optional":
        return _union(special, parts)
    return _Alias(special, tuple(map(_converted, parts)))


def _union(special, parts):
    if not parts:
        raise TypeError("Cannot take a Union of no types.")
    flat = []
    for part in map(_converted, parts):
        inside = part.__args__ if isinstance(part, _Alias) and part._special is Union else (part,)
        flat += [each for each in inside if each not in flat]
    return flat[0] if len(flat) == 1 else _Alias(special, tuple(flat))


class _Alias:
    """What a subscript gives: List[int], Union[int, str], Box[int]."""

    def __init__(self, special, args):
        self._special = special
        self.__args__ = args
        self.__parameters__ = _parameters_of(args)
        if isinstance(special, _Special):
            self.__origin__ = special if special.__origin__ is None else special.__origin__
            self._name = special._name
        else:
            self.__origin__ = special
            self._name = None

    def __repr__(self):
        name = repr(self._special) if isinstance(self._special, _Special) else _shown(self._special)
        args = self.__args__
        if self._special is Annotated:
            return "%s[%s]" % (name, ", ".join([_shown(args[0])] + [repr(each) for each in self.__metadata__]))
        if self._special is Literal:
            return "%s[%s]" % (name, ", ".join([repr(each) for each in args]))
        if self._special is Union and len(args) == 2 and _NoneType in args:
            return "typing.Optional[%s]" % _shown(args[0] if args[1] is _NoneType else args[1])
        if self._special is Callable and args[0] is not ...:
            return "%s[[%s], %s]" % (name, ", ".join([_shown(each) for each in args[:-1]]), _shown(args[-1]))
        return "%s[%s]" % (name, ", ".join([_shown(each) for each in args]) or "()")

    def __getitem__(self, parts):
        if not self.__parameters__:
            raise TypeError("%r is not a generic class" % self)
        given = dict(zip(self.__parameters__, parts if isinstance(parts, tuple) else (parts,)))
        if len(given) != len(self.__parameters__) or isinstance(parts, tuple) and len(parts) > len(given):
            raise TypeError("Too %s arguments for %r" % ("few" if len(given) < len(self.__parameters__) else "many", self))
        return _Alias(self._special, tuple([self._filled(each, given) for each in self.__args__]))

    def _filled(self, part, given):
        if isinstance(part, _Alias) and part.__parameters__:
            return part[tuple([given[each] for each in part.__parameters__])]
        return _converted(given[part]) if isinstance(part, TypeVar) else part

    def __call__(self, *args, **kwargs):
        if isinstance(self._special, _Special):
            return self._special(*args, **kwargs)
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __getattr__(self, name):
        if name[:2] == "__" or isinstance(self._special, _Special) and self._special.__origin__ is None:
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        if isinstance(self._special, _Special):
            return self._special.__mro_entries__(bases)
        if self.__origin__ is Generic and any(isinstance(each, _Alias) and each is not self for each in bases):
            later = bases[bases.index(self) + 1:]
            if any(isinstance(each, _Alias) for each in later):
                return ()
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        if self._special is Union:
            return issubclass(cls, tuple(self.__args__))
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        if self._special is Union:
            return other._special is Union and set(self.__args__) == set(other.__args__)
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__ if self._special is not Union else "Union",
                     frozenset(self.__args__) if self._special is Union else self.__args__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ForwardRef:
    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return self.__forward_arg__ == other.__forward_arg__ if isinstance(other, ForwardRef) else NotImplemented

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return "ForwardRef(%r)" % self.__forward_arg__


class _Variable:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class TypeVar(_Variable):
    pass


class ParamSpec(_Variable):
    @property
    def args(self):
        return _Special(self.__name__ + ".args")

    @property
    def kwargs(self):
        return _Special(self.__name__ + ".kwargs")


class TypeVarTuple(_Variable):
    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


class Generic:
    __slots__ = ()

    def __class_getitem__(cls, parts):
        if not isinstance(parts, tuple):
            parts = (parts,)
        return _Alias(cls, tuple(map(_converted, parts)))

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__", ())
        cls.__parameters__ = _parameters_of(bases)


from _typing_names import *  # noqa: made of what is above
