"""Functions that take and make functions."""

__all__ = [
    "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "cache", "cached_property", "cmp_to_key", "lru_cache", "partial",
    "partialmethod", "reduce", "singledispatch", "singledispatchmethod", "total_ordering", "update_wrapper", "wraps",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)

_MISSING = object()


# --- wrappers ---

def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


# --- partial calls ---

def _call_text(args, keywords):
    return [repr(arg) for arg in args] + ["%s=%r" % (name, value) for name, value in keywords.items()]


class partial:
    """A call with some of its arguments given."""

    __slots__ = ("func", "args", "keywords", "__dict__", "__weakref__")

    def __new__(cls, func=_MISSING, /, *args, **keywords):
        if func is _MISSING:
            raise TypeError("type 'partial' takes at least one argument")
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        if self.keywords:
            keywords = {**self.keywords, **keywords}
        return self.func(*self.args, *args, **keywords)

    def __repr__(self):
        name = type(self).__qualname__
        if type(self) is partial:
            name = "functools." + name
        try:
            return "%s(%s)" % (name, ", ".join([repr(self.func)] + _call_text(self.args, self.keywords)))
        except RecursionError:
            return "..."

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, self.__dict__ or None)

    def __setstate__(self, state):
        func, args, keywords, names = state
        self.func = func
        self.args = tuple(args)
        self.keywords = dict(keywords or {})
        if names is not None:
            self.__dict__.update(names)


class partialmethod:
    """A method that is a call with some of its arguments given."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError("{!r} is not callable or a descriptor".format(func))
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        return "functools.partialmethod(%s)" % ", ".join([repr(self.func)] + _call_text(self.args, self.keywords))

    def _method(self):
        def call(receiver, /, *args, **keywords):
            return self.func(receiver, *self.args, *args, **{**self.keywords, **keywords})
        call.__isabstractmethod__ = self.__isabstractmethod__
        call._partialmethod = self
        return call

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                if hasattr(bound, "__self__"):
                    result.__self__ = bound.__self__
                return result
        return self._method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


def reduce(function, iterable, initial=_MISSING, /):
    try:
        iterator = iter(iterable)
    except TypeError:
        raise TypeError("reduce() arg 2 must support iteration") from None
    if initial is _MISSING:
        for initial in iterator:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in iterator:
        initial = function(initial, item)
    return initial


# --- comparison ---

def _from(root, holds):
    """A comparison made of another one: holds(result of root, are they equal)."""
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        return result if result is NotImplemented else holds(result, self, other)
    return compare


_ORDERINGS = {
    "__lt__": [("__gt__", lambda less, a, b: not less and a != b), ("__le__", lambda less, a, b: less or a == b),
               ("__ge__", lambda less, a, b: not less)],
    "__le__": [("__ge__", lambda at_most, a, b: not at_most or a == b), ("__lt__", lambda at_most, a, b: at_most and a != b),
               ("__gt__", lambda at_most, a, b: not at_most)],
    "__gt__": [("__lt__", lambda more, a, b: not more and a != b), ("__ge__", lambda more, a, b: more or a == b),
               ("__le__", lambda more, a, b: not more)],
    "__ge__": [("__le__", lambda at_least, a, b: not at_least or a == b),
               ("__gt__", lambda at_least, a, b: at_least and a != b), ("__lt__", lambda at_least, a, b: not at_least)],
}


def total_ordering(cls):
    own = [name for name in _ORDERINGS if getattr(cls, name, None) is not getattr(object, name, None)]
    if not own:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(own)
    for name, holds in _ORDERINGS[root]:
        if name not in own:
            method = _from(root, holds)
            method.__name__ = name
            method.__qualname__ = name
            setattr(cls, name, method)
    return cls


class _Key:
    __slots__ = ("_compare", "obj")
    __hash__ = None

    def __init__(self, compare, obj):
        self._compare = compare
        self.obj = obj

    def _order(self, other):
        if not isinstance(other, _Key):
            raise TypeError("other argument must be K instance")
        return self._compare(self.obj, other.obj)

    def __lt__(self, other):
        return self._order(other) < 0

    def __gt__(self, other):
        return self._order(other) > 0

    def __eq__(self, other):
        return self._order(other) == 0

    def __le__(self, other):
        return self._order(other) <= 0

    def __ge__(self, other):
        return self._order(other) >= 0


def cmp_to_key(mycmp):
    def key(obj):
        return _Key(mycmp, obj)
    return key


# --- results that are kept ---

class _CacheInfo(tuple):
    __slots__ = ()
    __qualname__ = "CacheInfo"
    _fields = ("hits", "misses", "maxsize", "currsize")

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)

    @property
    def hits(self):
        return self[0]

    @property
    def misses(self):
        return self[1]

    @property
    def maxsize(self):
        return self[2]

    @property
    def currsize(self):
        return self[3]


def _key_of(args, keywords, typed):
    if not keywords and not typed:
        if len(args) == 1 and type(args[0]) in (int, str):
            return args[0]
        return args
    key = args
    if keywords:
        key += (_MISSING,)
        for item in keywords.items():
            key += item
    if typed:
        key += tuple([type(arg) for arg in args])
        key += tuple([type(value) for value in keywords.values()])
    return key


def lru_cache(maxsize=128, typed=False):
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        function = maxsize
        return update_wrapper(_cached(function, 128, False), function)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorate(function):
        return update_wrapper(_cached(function, maxsize, typed), function)
    return decorate


def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)


def _cached(function, maxsize, typed):
    if not callable(function):
        raise TypeError("the first argument must be callable")
    results = {}  # the one used longest ago is first
    hits = misses = 0

    if maxsize == 0:
        def call(*args, **keywords):
            nonlocal misses
            misses += 1
            return function(*args, **keywords)
    elif maxsize is None:
        def call(*args, **keywords):
            nonlocal hits, misses
            key = _key_of(args, keywords, typed)
            result = results.get(key, _MISSING)
            if result is not _MISSING:
                hits += 1
                return result
            misses += 1
            result = results[key] = function(*args, **keywords)
            return result
    else:
        def call(*args, **keywords):
            nonlocal hits, misses
            key = _key_of(args, keywords, typed)
            result = results.pop(key, _MISSING)
            if result is not _MISSING:
                results[key] = result
                hits += 1
                return result
            misses += 1
            result = function(*args, **keywords)
            if key not in results:
                if len(results) >= maxsize:
                    results.pop(next(iter(results)), None)
                results[key] = result
            return result

    def cache_info():
        return _CacheInfo((hits, misses, maxsize, len(results)))

    def cache_clear():
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    call.cache_info = cache_info
    call.cache_clear = cache_clear
    call.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return call


class cached_property:
    """Computed when first asked for, then an attribute of the instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names (%r and %r)."
                            % (self.attrname, name))

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            names = instance.__dict__
        except AttributeError:
            raise TypeError("No '__dict__' attribute on %r instance to cache %r property."
                            % (type(instance).__name__, self.attrname)) from None
        value = names.get(self.attrname, _MISSING)
        if value is _MISSING:
            value = self.func(instance)
            names[self.attrname] = value
        return value


# --- dispatch by the class of the first argument ---

def _most_specific(cls, registry):
    """The implementation for cls: its own, an ancestor's, or that of an abstract class it counts as one of."""
    mro = cls.__mro__
    virtual = [each for each in registry if each not in mro and each is not object and issubclass(cls, each)]
    for i, base in enumerate(mro):
        following = mro[i + 1] if i + 1 < len(mro) else None
        if base in registry and base is not object:
            return registry[base]
        # Those that count for base, but for none of its ancestors.
        here = [each for each in virtual if issubclass(base, each) and (following is None or not issubclass(following, each))]
        here = [each for each in here if not any(other is not each and issubclass(other, each) for other in here)]
        if len(here) > 1:
            raise RuntimeError("Ambiguous dispatch: {} or {}".format(here[0], here[1]))
        if here:
            return registry[here[0]]
    return registry.get(object)


def singledispatch(func):
    registry = {}
    known = {}
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        try:
            return known[cls]
        except KeyError:
            found = known[cls] = registry[cls] if cls in registry else _most_specific(cls, registry)
            return found

    def register(cls, func=None):
        if not isinstance(cls, type):
            raise TypeError("Invalid first argument to `register()`: %r. Use `@register(some_class)`." % (cls,))
        if func is None:
            return lambda f: register(cls, f)
        registry[cls] = func
        known.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError("%s requires at least 1 positional argument" % name)
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = known.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError("%r is not callable or a descriptor" % (func,))
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            return self.dispatcher.dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)
        method.register = self.register
        return update_wrapper(method, self.func)
