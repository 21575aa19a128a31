"""Containers beyond the built-in ones."""

from _collections_deque import deque
from _collections_dicts import Counter, OrderedDict, defaultdict
from _collections_namedtuple import namedtuple

__path__ = []  # it has a part: collections.abc
__all__ = ["ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple"]


def __getattr__(name):
    # These need collections.abc, which few programs want.
    if name in ("ChainMap", "UserDict", "UserList", "UserString"):
        import _collections_user
        value = globals()[name] = getattr(_collections_user, name)
        return value
    if name == "abc":
        import collections.abc
        return collections.abc
    raise AttributeError(f"module 'collections' has no attribute {name!r}")
