"""Weak references, and containers that let go of what nothing else holds.

References, proxies and finalizers are native; the containers here give Python's interface to native ones.
"""

import sys
from _weakref import (CallableProxyType, ProxyType, ReferenceType, WeakMethod, _Finalizer as finalize, _KeyMap, _Set, _ValueMap,
                      getweakrefcount, getweakrefs, proxy, ref)

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType", "CallableProxyType",
    "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize",
]

ProxyTypes = (ProxyType, CallableProxyType)


def _is_mapping(value):
    if isinstance(value, (dict, _WeakMapping)):
        return True
    abc = sys.modules.get("collections.abc")
    return abc is not None and isinstance(value, abc.Mapping)


class _WeakMapping:
    """What the two dictionaries share: `data`, the native map, is all that they have."""

    __hash__ = None

    def __len__(self):
        return self.data.len()

    def __contains__(self, key):
        try:
            return self.data.contains(key)
        except TypeError:
            if getattr(type(key), "__hash__", None) is None:
                raise
            return False

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, value):
        self.data.set(key, value)

    def __delitem__(self, key):
        self.data.delete(key)

    # To go through one gives those alive, one by one: what dies meanwhile is not given, and does no harm. Nothing but what
    # was given is held while the generator waits.

    def items(self):
        data = self.data
        version = data.version()
        entry = data.next(0)
        while entry is not None:
            position, item = entry[0], entry[1:]
            entry = None
            yield item
            item = None
            if data.version() != version:
                raise RuntimeError("dictionary changed size during iteration")
            entry = data.next(position)

    def keys(self):
        data = self.data
        version = data.version()
        entry = data.next(0)
        while entry is not None:
            position, key = entry[:2]
            entry = None
            yield key
            key = None
            if data.version() != version:
                raise RuntimeError("dictionary changed size during iteration")
            entry = data.next(position)

    __iter__ = keys

    def values(self):
        data = self.data
        version = data.version()
        entry = data.next(0)
        while entry is not None:
            position, value = entry[0], entry[2]
            entry = None
            yield value
            value = None
            if data.version() != version:
                raise RuntimeError("dictionary changed size during iteration")
            entry = data.next(position)

    def get(self, key, default=None):
        return self.data.get(key, default)

    def clear(self):
        self.data.clear()

    def pop(self, key, *args):
        if len(args) > 1:
            raise TypeError(f"pop expected at most 2 arguments, got {len(args) + 1}")
        return self.data.pop(key, *args)

    def popitem(self):
        item = self.data.popitem()
        if item is None:
            raise KeyError("popitem(): dictionary is empty")
        return item

    def setdefault(self, key, default=None):
        return self.data.setdefault(key, default)

    def update(self, other=None, /, **kwargs):
        if other is not None:
            if not hasattr(other, "items"):
                other = dict(other)
            for key, value in other.items():
                self.data.set(key, value)
        for key, value in kwargs.items():
            self.data.set(key, value)

    def __copy__(self):
        return self.copy()

    def __or__(self, other):
        if not _is_mapping(other):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not _is_mapping(other):
            return NotImplemented
        new = self.__class__()
        new.update(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self

    def __eq__(self, other):
        if not _is_mapping(other):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))


class WeakValueDictionary(_WeakMapping):
    """An entry goes when its value does."""

    def __init__(self, other=(), /, **kw):
        self.data = _ValueMap()
        self.update(other, **kw)

    def copy(self):
        new = WeakValueDictionary()
        for key, value in self.items():
            new.data.set(key, value)
        return new

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = self.__class__()
        for key, value in self.items():
            new.data.set(deepcopy(key, memo), value)
        return new

    def valuerefs(self):
        return self.data.refs()

    def itervaluerefs(self):
        yield from self.data.refs()


class WeakKeyDictionary(_WeakMapping):
    """An entry goes when its key does, even where its value reaches the key."""

    def __init__(self, dict=None):
        self.data = _KeyMap()
        if dict is not None:
            self.update(dict)

    def copy(self):
        new = WeakKeyDictionary()
        for key, value in self.items():
            new.data.set(key, value)
        return new

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = self.__class__()
        for key, value in self.items():
            new.data.set(key, deepcopy(value, memo))
        return new

    def keyrefs(self):
        return self.data.refs()


class WeakSet:
    """An element goes when nothing else holds it."""

    __hash__ = None

    def __init__(self, data=None):
        self.data = _Set()
        if data is not None:
            self.update(data)

    def __len__(self):
        return self.data.len()

    def __contains__(self, item):
        try:
            return self.data.contains(item)
        except TypeError:
            if getattr(type(item), "__hash__", None) is None:
                raise
            return False

    def __iter__(self):
        data = self.data
        version = data.version()
        entry = data.next(0)
        while entry is not None:
            position, item = entry[:2]
            entry = None
            yield item
            item = None
            if data.version() != version:
                raise RuntimeError("Set changed size during iteration")
            entry = data.next(position)

    def add(self, item):
        self.data.add(item)

    def discard(self, item):
        self.data.discard(item)

    def remove(self, item):
        if not self.data.discard(item):
            raise KeyError(ref(item))

    def pop(self):
        return self.data.pop()

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def __reduce__(self):
        names = {name: value for name, value in self.__dict__.items() if name != "data"}
        return self.__class__, (list(self),), names or None

    def update(self, other):
        add = self.data.add
        for item in _held(other):
            add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def union(self, other):
        new = self.__class__(self)
        new.update(other)
        return new

    __or__ = union

    def difference(self, other):
        new = self.copy()
        new.difference_update(other)
        return new

    __sub__ = difference

    def difference_update(self, other):
        if other is self:
            self.clear()
        else:
            for item in _held(other):
                self.data.discard(item)

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def intersection(self, other):
        return self.__class__([item for item in other if item in self])

    __and__ = intersection

    def intersection_update(self, other):
        common = WeakSet()
        for item in _held(other):
            ReferenceType(item)  # what cannot be weakly referenced is an error, though it is no element
            if item in self:
                common.add(item)
                if len(common) == len(self):
                    return  # as in CPython, nothing behind it is looked at
        for item in self.data.elements():
            if item not in common:
                self.data.discard(item)

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def symmetric_difference(self, other):
        new = self.copy()
        new.symmetric_difference_update(other)
        return new

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, other):
        if other is self:
            self.clear()
            return
        for item in _as_set(other).data.elements():
            if not self.data.discard(item):
                self.data.add(item)

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def issubset(self, other):
        others = _as_set(other)
        return all(item in others for item in self)

    __le__ = issubset

    def issuperset(self, other):
        return all(item in self for item in other)

    __ge__ = issuperset

    def __lt__(self, other):
        others = _as_set(other)
        return len(self) < len(others) and self.issubset(others)

    def __gt__(self, other):
        others = _as_set(other)
        return len(self) > len(others) and self.issuperset(others)

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return len(self) == len(other) and self.issubset(other)

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def __repr__(self):
        refs = self.data.refs()
        return "{" + ", ".join([repr(each) for each in refs]) + "}" if refs else "set()"


def _held(elements):
    """Elements to go through while sets change; the list keeps them alive."""
    return elements.data.elements() if isinstance(elements, WeakSet) else elements


def _as_set(elements):
    return elements if isinstance(elements, WeakSet) else WeakSet(elements)


if "collections.abc" in sys.modules:
    sys.modules["collections.abc"]._know_weak_containers(sys.modules[__name__])
