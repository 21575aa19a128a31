"""Shallow and deep copies."""

from _weakref import ref as _ref

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error


_MISSING = object()


def _kinds():
    class Any:
        def method(self):
            pass
    return type(Any.method), type(Any().method), type(Any.method.__code__)


_FUNCTION, _METHOD, _CODE = _kinds()
# Their instances stand for themselves.
_ATOMIC = frozenset((type(None), int, float, bool, str, type, type(NotImplemented), type(Ellipsis), range, property, type(len),
                     _FUNCTION, _CODE, _ref))


def _reduced(x, kind):
    if issubclass(kind, (set, frozenset)) and kind.__reduce_ex__ is object.__reduce_ex__:
        return kind, (list(x),), getattr(x, "__dict__", None) or None
    reduce_ex = getattr(x, "__reduce_ex__", None)
    if reduce_ex is not None:
        return reduce_ex(4)
    reduce = getattr(x, "__reduce__", None)
    if reduce is not None:
        return reduce()
    raise Error("un(shallow)copyable object of type %s" % kind)


def copy(x):
    kind = type(x)
    if kind in _ATOMIC or kind is tuple or kind is frozenset or kind is slice:
        return x
    if kind in (list, dict, set):
        return x.copy()
    if issubclass(kind, type):
        return x
    copier = getattr(kind, "__copy__", None)
    if copier is not None:
        return copier(x)
    reduced = _reduced(x, kind)
    if isinstance(reduced, str):
        return x
    return _rebuilt(x, None, *reduced)


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    d = id(x)
    y = memo.get(d, _MISSING)
    if y is not _MISSING:
        return y
    kind = type(x)
    if kind in _ATOMIC or issubclass(kind, type):
        return x
    if kind is list:
        y = memo[d] = []
        append = y.append
        for each in x:
            append(deepcopy(each, memo))
    elif kind is dict:
        y = memo[d] = {}
        for key, value in x.items():
            y[deepcopy(key, memo)] = deepcopy(value, memo)
    elif kind is slice:
        y = slice(deepcopy(x.start, memo), deepcopy(x.stop, memo), deepcopy(x.step, memo))
    elif kind is tuple:
        y = _deep_tuple(x, memo)
    elif kind is _METHOD:
        y = kind(x.__func__, deepcopy(x.__self__, memo))
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            y = copier(memo)
        else:
            reduced = _reduced(x, kind)
            y = x if isinstance(reduced, str) else _rebuilt(x, memo, *reduced)
    if y is not x:
        memo[d] = y
        _keep_alive(x, memo)
    return y


def _keep_alive(x, memo):
    """The memo knows objects by their id, so they must not go."""
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _deep_tuple(x, memo):
    y = [deepcopy(each, memo) for each in x]
    # It may have been copied in the meantime, if it contains itself.
    known = memo.get(id(x), _MISSING)
    if known is not _MISSING:
        return known
    for a, b in zip(x, y):
        if a is not b:
            return tuple(y)
    return x


def _rebuilt(x, memo, func, args, state=None, items=None, pairs=None):
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(y, name, value)
    if items is not None:
        for item in items:
            y.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y
