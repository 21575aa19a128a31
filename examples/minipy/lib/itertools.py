"""Iterators that are made of others. Each is a class whose instances are iterators with the state that CPython's have."""

__all__ = [
    "accumulate", "chain", "combinations", "combinations_with_replacement", "compress", "count", "cycle", "dropwhile",
    "filterfalse", "groupby", "islice", "pairwise", "permutations", "product", "repeat", "starmap", "takewhile", "tee",
    "zip_longest",
]

from _itertools_combinations import combinations, combinations_with_replacement, permutations, product

_MISSING = object()


class _Iterator:
    __slots__ = ()

    def __iter__(self):
        return self


class count(_Iterator):
    __slots__ = ("_next", "_step")

    def __init__(self, start=0, step=1):
        for value in (start, step):
            if not hasattr(value, "__add__") or not hasattr(value, "__sub__"):
                raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        if isinstance(self._step, int) and self._step == 1:
            return "count(%r)" % (self._next,)
        return "count(%r, %r)" % (self._next, self._step)

    def __reduce__(self):
        return type(self), (self._next, self._step)


class cycle(_Iterator):
    __slots__ = ("_iterator", "_saved", "_position")

    def __init__(self, iterable, /):
        self._iterator = iter(iterable)
        self._saved = []
        self._position = 0

    def __next__(self):
        if self._iterator is not None:
            for item in self._iterator:
                self._saved.append(item)
                return item
            self._iterator = None
        saved = self._saved
        if not saved:
            raise StopIteration
        position = self._position
        self._position = position + 1 if position + 1 < len(saved) else 0
        return saved[position]


class repeat(_Iterator):
    __slots__ = ("_object", "_left")

    def __init__(self, object, times=_MISSING):
        self._object = object
        if times is _MISSING:
            self._left = None
        else:
            self._left = max(0, range(times).stop)
            if self._left > 0x7FFFFFFFFFFFFFFF:
                raise OverflowError("Python int too large to convert to C ssize_t")

    def __next__(self):
        left = self._left
        if left is not None:
            if left == 0:
                raise StopIteration
            self._left = left - 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        if self._left is None:
            return "repeat(%r)" % (self._object,)
        return "repeat(%r, %d)" % (self._object, self._left)

    def __reduce__(self):
        return type(self), (self._object,) if self._left is None else (self._object, self._left)


class accumulate(_Iterator):
    __slots__ = ("_iterator", "_function", "_total", "_initial")

    def __init__(self, iterable, func=None, *, initial=None):
        self._iterator = iter(iterable)
        self._function = func
        self._total = _MISSING
        self._initial = initial

    def __next__(self):
        if self._initial is not None:
            self._total = self._initial
            self._initial = None
            return self._total
        item = next(self._iterator)
        if self._total is not _MISSING:
            item = self._total + item if self._function is None else self._function(self._total, item)
        self._total = item
        return item


class chain(_Iterator):
    __slots__ = ("_sources", "_active")

    def __init__(self, *iterables):
        self._sources = iter(iterables)
        self._active = None

    @classmethod
    def from_iterable(cls, iterable, /):
        self = cls()
        self._sources = iter(iterable)
        return self

    def __next__(self):
        while True:
            if self._active is None:
                if self._sources is None:
                    raise StopIteration
                try:
                    self._active = iter(next(self._sources))
                except BaseException:
                    self._sources = None
                    raise
            for item in self._active:
                return item
            self._active = None


class compress(_Iterator):
    __slots__ = ("_data", "_selectors")

    def __init__(self, data, selectors):
        self._data = iter(data)
        self._selectors = iter(selectors)

    def __next__(self):
        while True:
            item = next(self._data)
            if next(self._selectors):
                return item


class dropwhile(_Iterator):
    __slots__ = ("_function", "_iterator", "_started")

    def __init__(self, predicate, iterable, /):
        self._iterator = iter(iterable)
        self._function = predicate
        self._started = False

    def __next__(self):
        if self._started:
            return next(self._iterator)
        for item in self._iterator:
            if not self._function(item):
                self._started = True
                return item
        raise StopIteration


class takewhile(_Iterator):
    __slots__ = ("_function", "_iterator", "_ended")

    def __init__(self, predicate, iterable, /):
        self._iterator = iter(iterable)
        self._function = predicate
        self._ended = False

    def __next__(self):
        if self._ended:
            raise StopIteration
        item = next(self._iterator)
        if self._function(item):
            return item
        self._ended = True
        raise StopIteration


class filterfalse(_Iterator):
    __slots__ = ("_function", "_iterator")

    def __init__(self, function, iterable, /):
        self._iterator = iter(iterable)
        self._function = function

    def __next__(self):
        function = self._function
        for item in self._iterator:
            if not (item if function is None or function is bool else function(item)):
                return item
        raise StopIteration


class starmap(_Iterator):
    __slots__ = ("_function", "_iterator")

    def __init__(self, function, iterable, /):
        self._iterator = iter(iterable)
        self._function = function

    def __next__(self):
        return self._function(*next(self._iterator))


class groupby(_Iterator):
    __slots__ = ("_iterator", "_key", "_target", "_current_key", "_current", "_group")

    def __init__(self, iterable, key=None):
        self._iterator = iter(iterable)
        self._key = key
        self._target = self._current_key = self._current = _MISSING
        self._group = None

    def _step(self):
        item = next(self._iterator)
        self._current_key = item if self._key is None else self._key(item)
        self._current = item

    def __next__(self):
        self._group = None
        while self._current_key is _MISSING or self._target is not _MISSING and self._current_key == self._target:
            self._step()
        self._target = self._current_key
        self._group = _grouper(self, self._target)
        return self._current_key, self._group


class _grouper(_Iterator):
    __slots__ = ("_parent", "_target")

    def __init__(self, parent, target):
        self._parent = parent
        self._target = target

    def __next__(self):
        parent = self._parent
        if parent._group is not self:
            raise StopIteration
        if parent._current is _MISSING:
            parent._step()
        if not (self._target == parent._current_key):
            raise StopIteration
        item = parent._current
        parent._current = _MISSING
        return item


def _slice_bound(value, message):
    if value is None:
        return None
    try:
        value = range(value).stop
    except TypeError:
        value = -1
    if not 0 <= value <= 0x7fffffffffffffff:
        raise ValueError(message)
    return value


class islice(_Iterator):
    __slots__ = ("_iterator", "_next", "_stop", "_step", "_position")

    def __init__(self, iterable, /, *args):
        if not 1 <= len(args) <= 3:
            raise TypeError("islice expected at %s arguments, got %d"
                            % ("least 2" if not args else "most 4", len(args) + 1))
        message = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        start = step = None
        if len(args) == 1:
            stop = _slice_bound(args[0], "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        else:
            start = _slice_bound(args[0], message)
            stop = _slice_bound(
                args[1], "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
                if not isinstance(args[1], int) else message)
        if len(args) == 3:
            problem = "Step for islice() must be a positive integer or None."
            step = _slice_bound(args[2], problem)
            if step == 0:
                raise ValueError(problem)
        self._iterator = iter(iterable)
        self._next = start or 0
        self._stop = stop
        self._step = step or 1
        self._position = 0

    def __next__(self):
        if self._iterator is None:
            raise StopIteration
        wanted = self._next
        stop = self._stop
        if stop is not None and wanted >= stop:
            wanted = stop
        for _ in range(wanted - self._position):
            self._position += 1
            try:
                next(self._iterator)
            except BaseException:
                self._iterator = None
                raise
        if stop is not None and self._position >= stop:
            self._iterator = None
            raise StopIteration
        try:
            item = next(self._iterator)
        except BaseException:
            self._iterator = None
            raise
        self._position += 1
        self._next += self._step
        return item


class pairwise(_Iterator):
    __slots__ = ("_iterator", "_old")

    def __init__(self, iterable, /):
        self._iterator = iter(iterable)
        self._old = _MISSING

    def __next__(self):
        if self._iterator is None:
            raise StopIteration
        try:
            old = self._old
            if old is _MISSING:
                old = self._old = next(self._iterator)
                if self._iterator is None:  # the iterator itself has gone to our end
                    raise StopIteration
            self._old = new = next(self._iterator)
        except BaseException:
            self._iterator = None
            self._old = _MISSING
            raise
        return old, new


class _tee(_Iterator):
    """One of the iterators of tee. They share a chain of links [item, next link], which grows at its end."""

    __slots__ = ("_source", "_link", "__weakref__")

    def __new__(cls, iterable, /):
        if isinstance(iterable, _tee):
            return iterable.__copy__()
        self = super().__new__(cls)
        self._source = [iter(iterable), False]  # the iterator, and whether it is being asked
        self._link = [_MISSING, None]
        return self

    def __copy__(self):
        other = object.__new__(_tee)
        other._source = self._source
        other._link = self._link
        return other

    def __next__(self):
        link = self._link
        if link[1] is None:
            source = self._source
            if source[1]:
                raise RuntimeError("cannot re-enter the tee iterator")
            source[1] = True
            try:
                link[0] = next(source[0])
            finally:
                source[1] = False
            link[1] = [_MISSING, None]
        self._link = link[1]
        return link[0]


def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError("n must be >= 0")
    if n == 0:
        return ()
    iterator = iter(iterable)
    result = [iterator if hasattr(iterator, "__copy__") else _tee(iterator)]
    for _ in range(n - 1):
        result.append(result[0].__copy__())
    return tuple(result)


class zip_longest(_Iterator):
    __slots__ = ("_iterators", "_active", "_fill")

    def __init__(self, *iterables, fillvalue=None):
        self._iterators = [iter(each) for each in iterables]
        self._active = len(iterables)
        self._fill = fillvalue

    def __next__(self):
        iterators = self._iterators
        if not self._active:
            raise StopIteration
        row = []
        for i, iterator in enumerate(iterators):
            item = self._fill
            if iterator is not None:
                try:
                    item = next(iterator)
                except StopIteration:
                    iterators[i] = None
                    self._active -= 1
                    if not self._active:
                        raise StopIteration from None
                except BaseException:
                    self._active = 0
                    raise
            row.append(item)
        return tuple(row)
