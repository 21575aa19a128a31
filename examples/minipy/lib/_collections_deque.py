"""collections.deque: a ring in a list whose length is a power of two."""

_EMPTY = None
_SMALLEST = 8


class deque:
    __module__ = "collections"
    __slots__ = ("_ring", "_mask", "_first", "_length", "_maxlen", "_changes", "__weakref__", "__dict__")
    __hash__ = None

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self._ring = [_EMPTY] * _SMALLEST
        self._mask = _SMALLEST - 1
        self._first = self._length = self._changes = 0
        self._maxlen = None
        return self

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._maxlen = maxlen
        if self._length:
            self.clear()
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._maxlen

    def _reserve(self, length):
        """Room for so many."""
        size = self._mask + 1
        if length <= size:
            return
        while size < length:
            size *= 2
        items = self._items()
        self._ring = items + [_EMPTY] * (size - len(items))
        self._mask = size - 1
        self._first = 0

    def _items(self):
        first = self._first
        last = first + self._length
        size = self._mask + 1
        if last <= size:
            return self._ring[first:last]
        return self._ring[first:] + self._ring[:last - size]

    def _replace(self, items):
        self._changes += 1
        size = _SMALLEST
        while size < len(items):
            size *= 2
        self._ring = items + [_EMPTY] * (size - len(items))
        self._mask = size - 1
        self._first = 0
        self._length = len(items)

    # --- ends ---

    def append(self, x, /):
        length = self._length
        if length == self._maxlen:
            if not length:
                return
            self.popleft()
            length -= 1
        if length > self._mask:
            self._reserve(length + 1)
        self._ring[self._first + length & self._mask] = x
        self._length = length + 1
        self._changes += 1

    def appendleft(self, x, /):
        length = self._length
        if length == self._maxlen:
            if not length:
                return
            self.pop()
            length -= 1
        if length > self._mask:
            self._reserve(length + 1)
        self._first = first = self._first - 1 & self._mask
        self._ring[first] = x
        self._length = length + 1
        self._changes += 1

    def pop(self):
        length = self._length
        if not length:
            raise IndexError("pop from an empty deque")
        ring = self._ring
        at = self._first + length - 1 & self._mask
        x = ring[at]
        ring[at] = _EMPTY
        self._length = length - 1
        self._changes += 1
        return x

    def popleft(self):
        if not self._length:
            raise IndexError("pop from an empty deque")
        ring = self._ring
        first = self._first
        x = ring[first]
        ring[first] = _EMPTY
        self._first = first + 1 & self._mask
        self._length -= 1
        self._changes += 1
        return x

    def extend(self, iterable, /):
        if iterable is self:
            iterable = self._items()
        append = self.append
        for x in iterable:
            append(x)

    def extendleft(self, iterable, /):
        if iterable is self:
            iterable = self._items()
        appendleft = self.appendleft
        for x in iterable:
            appendleft(x)

    def rotate(self, n=1, /):
        length = self._length
        if length <= 1:
            return
        n = range(n).stop % length
        if n:
            items = self._items()
            self._replace(items[length - n:] + items[:length - n])

    def clear(self):
        self._replace([])

    # --- as a sequence ---

    def __len__(self):
        return self._length

    def __bool__(self):
        return self._length > 0

    def _place(self, index):
        if not hasattr(type(index), "__index__"):
            raise TypeError("sequence index must be integer, not '%s'" % type(index).__name__)
        index = range(index).stop
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError("deque index out of range")
        return self._first + index & self._mask

    def __getitem__(self, index, /):
        return self._ring[self._place(index)]

    def __setitem__(self, index, value, /):
        self._ring[self._place(index)] = value

    def __delitem__(self, index, /):
        self._place(index)
        items = self._items()
        del items[index]
        self._replace(items)

    def insert(self, index, x, /):
        if self._length == self._maxlen:
            raise IndexError("deque already at its maximum size")
        items = self._items()
        items.insert(index, x)
        self._replace(items)

    def __iter__(self):
        return _DequeIterator(self, 1)

    def __reversed__(self):
        return _DequeIterator(self, -1)

    def __contains__(self, x, /):
        changes = self._changes
        for item in self._items():
            if item is x or item == x:
                return True
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
        return False

    def count(self, x, /):
        changes = self._changes
        found = 0
        for item in self._items():
            if item is x or item == x:
                found += 1
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
        return found

    def index(self, x, start=0, stop=None, /):
        length = self._length
        start, stop, _ = slice(start, stop).indices(length)
        changes = self._changes
        for i, item in enumerate(self._items()[start:stop], start):
            if item is x or item == x:
                return i
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
        raise ValueError("%r is not in deque" % (x,))

    def remove(self, x, /):
        changes = self._changes
        for i, item in enumerate(self._items()):
            same = item is x or item == x
            if self._changes != changes:
                raise IndexError("deque mutated during remove().")
            if same:
                del self[i]
                return
        raise ValueError("%r is not in deque" % (x,))

    def reverse(self):
        items = self._items()
        items.reverse()
        self._replace(items)

    def copy(self):
        if type(self) is deque:
            return deque(self, self._maxlen)
        if self._maxlen is None:
            return type(self)(self)
        return type(self)(self, self._maxlen)

    __copy__ = copy

    def __add__(self, other, /):
        if not isinstance(other, deque):
            raise TypeError('can only concatenate deque (not "%s") to deque' % type(other).__name__)
        result = self.copy()
        result.extend(other)
        return result

    def __iadd__(self, other, /):
        self.extend(other)
        return self

    def __mul__(self, n, /):
        result = self.copy()
        result *= n
        return result

    __rmul__ = __mul__

    def __imul__(self, n, /):
        if not hasattr(type(n), "__index__"):
            raise TypeError("can't multiply sequence by non-int of type '%s'" % type(n).__name__)
        items = self._items()
        if self._maxlen is not None and items and n > 1:
            n = min(n, self._maxlen // len(items) + 2)
        items *= n
        if self._maxlen is not None:
            items = items[max(0, len(items) - self._maxlen):]
        self._replace(items)
        return self

    def __eq__(self, other, /):
        if not isinstance(other, deque):
            return NotImplemented
        return self._items() == other._items()

    def __lt__(self, other, /):
        return self._items() < other._items() if isinstance(other, deque) else NotImplemented

    def __le__(self, other, /):
        return self._items() <= other._items() if isinstance(other, deque) else NotImplemented

    def __gt__(self, other, /):
        return self._items() > other._items() if isinstance(other, deque) else NotImplemented

    def __ge__(self, other, /):
        return self._items() >= other._items() if isinstance(other, deque) else NotImplemented

    def __repr__(self):
        name = type(self).__name__
        if id(self) in _shown:
            return "[...]"
        _shown.add(id(self))
        try:
            items = self._items()
            if self._maxlen is None:
                return "%s(%r)" % (name, items)
            return "%s(%r, maxlen=%d)" % (name, items, self._maxlen)
        finally:
            _shown.discard(id(self))

    def __reduce__(self):
        arguments = () if self._maxlen is None else ((), self._maxlen)
        return type(self), arguments, self.__dict__ or None, iter(self)

    def __class_getitem__(cls, item):
        return cls


_shown = set()


class _DequeIterator:
    __slots__ = ("_deque", "_changes", "_next", "_step", "_left")
    __module__ = "collections"

    def __init__(self, source, step):
        self._deque = source
        self._changes = source._changes
        self._step = step
        self._left = source._length
        self._next = source._first if step > 0 else source._first + source._length - 1

    def __iter__(self):
        return self

    def __next__(self):
        source = self._deque
        if self._changes != source._changes:
            self._left = 0
            raise RuntimeError("deque mutated during iteration")
        if not self._left:
            raise StopIteration
        self._left -= 1
        at = self._next
        self._next = at + self._step
        return source._ring[at & source._mask]

    def __length_hint__(self):
        return self._left
