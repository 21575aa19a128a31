"""Weak references, as Python's module weakref has them, on top of what the runtime does by itself.

The containers are the runtime's: a dead entry is gone when the collection that found it dead is over, and a weak key
dictionary is a table of ephemerons. The classes here give them Python's methods and errors.
"""
from _weakref import (CallableProxyType, ProxyType, ReferenceType, WeakMethod, _Finalizer, _KeyMap, _Set, _ValueMap,
                      getweakrefcount, getweakrefs, proxy, ref)

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
           "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"]

ProxyTypes = (ProxyType, CallableProxyType)
finalize = _Finalizer

_missing = object()


def _each(data, kind, part):
    """The live entries of a container: part 1 is keys or elements, 2 values, 0 pairs."""
    version = data.version()
    position = 0
    while True:
        entry = data.next(position)
        if data.version() != version:
            raise RuntimeError(kind + " changed size during iteration")
        if entry is None:
            return
        position = entry[0]
        item = (entry[1], entry[2]) if part == 0 else entry[part]
        del entry
        yield item
        del item
        if data.version() != version:
            raise RuntimeError(kind + " changed size during iteration")


def _update(mapping, other, keywords):
    if other is not None:
        if hasattr(other, "items"):
            for key, value in other.items():
                mapping[key] = value
        elif hasattr(other, "keys"):
            for key in other.keys():
                mapping[key] = other[key]
        else:
            for key, value in other:
                mapping[key] = value
    for key, value in keywords.items():
        mapping[key] = value


class _Mapping:
    """What both dictionaries have in common; data is a weak map of the runtime's."""

    __slots__ = ("_data", "__weakref__", "__dict__")
    __hash__ = None

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        return _each(self._data, "dictionary", 1)

    def keys(self):
        return _each(self._data, "dictionary", 1)

    def values(self):
        return _each(self._data, "dictionary", 2)

    def items(self):
        return _each(self._data, "dictionary", 0)

    def __delitem__(self, key):
        self._data.delete(key)

    def __setitem__(self, key, value):
        self._data.set(key, value)

    def __getitem__(self, key):
        found = self._data.get(key, _missing)
        if found is _missing:
            raise KeyError(key)
        return found

    def get(self, key, default=None):
        return self._data.get(key, default)

    def setdefault(self, key, default=None):
        return self._data.setdefault(key, default)

    def pop(self, key, *args):
        if len(args) > 1:
            raise TypeError("pop expected at most 2 arguments, got " + str(len(args) + 1))
        return self._data.pop(key, *args)

    def popitem(self):
        item = self._data.popitem()
        if item is None:
            raise KeyError("dictionary is empty")
        return item

    def clear(self):
        self._data.clear()

    def __eq__(self, other):
        if not isinstance(other, (_Mapping, dict)):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not (hasattr(other, "keys") and hasattr(other, "__getitem__")):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not (hasattr(other, "keys") and hasattr(other, "__getitem__")):
            return NotImplemented
        made = self._plain()
        made.update(other)
        made.update(self)
        return made

    def __copy__(self):
        return self.copy()

    def copy(self):
        made = self._plain()
        for key, value in self.items():
            made[key] = value
        return made


class WeakValueDictionary(_Mapping):
    """Values are held weakly: an entry goes with its value."""

    __slots__ = ()

    def __init__(self, other=(), /, **keywords):
        self._data = _ValueMap()
        _update(self, other, keywords)

    def _plain(self):
        return WeakValueDictionary()

    def __contains__(self, key):
        return self._data.contains(key)

    def update(self, other=None, /, **keywords):
        _update(self, other, keywords)

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = self.__class__()
        for key, value in self.items():
            made[deepcopy(key, memo)] = value
        return made

    def valuerefs(self):
        return self._data.refs()

    def itervaluerefs(self):
        return iter(self._data.refs())


class WeakKeyDictionary(_Mapping):
    """Keys are held weakly: an entry goes with its key, even if the value leads back to it."""

    __slots__ = ()

    def __init__(self, other=None):
        self._data = _KeyMap()
        if other is not None:
            self.update(other)

    def _plain(self):
        return WeakKeyDictionary()

    def __contains__(self, key):
        try:
            ref(key)
        except TypeError:
            return False
        return self._data.contains(key)

    def get(self, key, default=None):
        ref(key)
        return self._data.get(key, default)

    def __getitem__(self, key):
        ref(key)
        found = self._data.get(key, _missing)
        if found is _missing:
            raise KeyError(ref(key))
        return found

    def __delitem__(self, key):
        ref(key)
        if not self._data.contains(key):
            raise KeyError(ref(key))
        self._data.delete(key)

    def pop(self, key, *args):
        ref(key)
        if not args and not self._data.contains(key):
            raise KeyError(ref(key))
        return self._data.pop(key, *args)

    def update(self, other=None, /, **keywords):
        _update(self, other, keywords)

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = self.__class__()
        for key, value in self.items():
            made[key] = deepcopy(value, memo)
        return made

    def keyrefs(self):
        return self._data.refs()


class WeakSet:
    """Elements are held weakly; equal ones are one."""

    __hash__ = None

    def __init__(self, data=None):
        self._data = _Set()
        if data is not None:
            self.update(data)

    def __iter__(self):
        return _each(self._data, "Set", 1)

    def __len__(self):
        return len(self._data)

    def __contains__(self, item):
        try:
            ref(item)
        except TypeError:
            return False
        return self._data.contains(item)

    def __repr__(self):
        return repr(set(self))

    def add(self, item):
        self._data.add(item)

    def clear(self):
        self._data.clear()

    def copy(self):
        return self.__class__(self)

    def pop(self):
        return self._data.pop()

    def remove(self, item):
        ref(item)
        if not self._data.discard(item):
            raise KeyError(ref(item))

    def discard(self, item):
        ref(item)
        self._data.discard(item)

    def update(self, other):
        for item in other:
            self._data.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def difference(self, other):
        made = self.copy()
        made.difference_update(other)
        return made

    __sub__ = difference

    def difference_update(self, other):
        self.__isub__(other)

    def __isub__(self, other):
        if self is other:
            self._data.clear()
        else:
            for item in list(other):
                self._data.discard(item)
        return self

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    __and__ = intersection

    def intersection_update(self, other):
        self.__iand__(other)

    def __iand__(self, other):
        kept = [item for item in other if item in self]
        mine = [item for item in self if item in kept]
        self._data.clear()
        for item in mine:
            self._data.add(item)
        return self

    def issubset(self, other):
        others = list(other)
        return all(item in others for item in self)

    __le__ = issubset

    def __lt__(self, other):
        return len(self) < len(set(other)) and self.issubset(other)

    def issuperset(self, other):
        return all(item in self for item in other)

    __ge__ = issuperset

    def __gt__(self, other):
        return len(self) > len(set(other)) and self.issuperset(other)

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return set(self) == set(other)

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, other):
        self.__ixor__(other)

    def __ixor__(self, other):
        if self is other:
            self._data.clear()
        else:
            for item in list(other):
                if not self._data.discard(item):
                    self._data.add(item)
        return self

    def union(self, other):
        return self.__class__(item for items in (self, other) for item in items)

    __or__ = union

    def isdisjoint(self, other):
        return not any(item in self for item in other)
