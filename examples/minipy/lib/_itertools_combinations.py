"""The combinatoric part of itertools."""


class _Combinatoric:
    __slots__ = ()
    __module__ = "itertools"

    def __iter__(self):
        return self


def _checked_length(r):
    if not isinstance(r, int):
        raise TypeError("Expected int as r")
    if r < 0:
        raise ValueError("r must be non-negative")
    return r


class product(_Combinatoric):
    __slots__ = ("_pools", "_indices")
    __module__ = "itertools"

    def __init__(self, *iterables, repeat=1):
        repeat = range(repeat).stop
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")
        self._pools = [tuple(each) for each in iterables] * repeat if repeat else []
        self._indices = None

    def __next__(self):
        pools = self._pools
        if pools is None:
            raise StopIteration
        indices = self._indices
        if indices is None:
            for pool in pools:
                if not pool:
                    self._pools = None
                    raise StopIteration
            indices = self._indices = [0] * len(pools)
        else:
            i = len(pools) - 1
            while i >= 0:
                indices[i] += 1
                if indices[i] < len(pools[i]):
                    break
                indices[i] = 0
                i -= 1
            else:
                self._pools = None
                raise StopIteration
        return tuple([pool[i] for pool, i in zip(pools, indices)])


class permutations(_Combinatoric):
    __slots__ = ("_pool", "_length", "_indices", "_cycles")
    __module__ = "itertools"

    def __init__(self, iterable, r=None):
        pool = tuple(iterable)
        self._length = len(pool) if r is None else _checked_length(r)
        self._pool = None if self._length > len(pool) else pool
        self._indices = None

    def __next__(self):
        pool = self._pool
        if pool is None:
            raise StopIteration
        n, r = len(pool), self._length
        if self._indices is None:
            indices = self._indices = list(range(n))
            self._cycles = list(range(n, n - r, -1))
        else:
            indices, cycles = self._indices, self._cycles
            for i in range(r - 1, -1, -1):
                cycles[i] -= 1
                if cycles[i] == 0:
                    indices[i:] = indices[i + 1:] + indices[i:i + 1]
                    cycles[i] = n - i
                else:
                    j = n - cycles[i]
                    indices[i], indices[j] = indices[j], indices[i]
                    break
            else:
                self._pool = None
                raise StopIteration
        return tuple([pool[i] for i in indices[:r]])


class combinations(_Combinatoric):
    __slots__ = ("_pool", "_length", "_indices")
    __module__ = "itertools"

    def __init__(self, iterable, r):
        pool = tuple(iterable)
        self._length = _checked_length(r)
        self._pool = None if r > len(pool) else pool
        self._indices = None

    def __next__(self):
        pool = self._pool
        if pool is None:
            raise StopIteration
        n, r = len(pool), self._length
        indices = self._indices
        if indices is None:
            indices = self._indices = list(range(r))
        else:
            i = r - 1
            while i >= 0 and indices[i] == i + n - r:
                i -= 1
            if i < 0:
                self._pool = None
                raise StopIteration
            indices[i] += 1
            for j in range(i + 1, r):
                indices[j] = indices[j - 1] + 1
        return tuple([pool[i] for i in indices])


class combinations_with_replacement(_Combinatoric):
    __slots__ = ("_pool", "_length", "_indices")
    __module__ = "itertools"

    def __init__(self, iterable, r):
        pool = tuple(iterable)
        self._length = _checked_length(r)
        self._pool = None if not pool and r else pool
        self._indices = None

    def __next__(self):
        pool = self._pool
        if pool is None:
            raise StopIteration
        n, r = len(pool), self._length
        indices = self._indices
        if indices is None:
            indices = self._indices = [0] * r
        else:
            i = r - 1
            while i >= 0 and indices[i] == n - 1:
                i -= 1
            if i < 0:
                self._pool = None
                raise StopIteration
            indices[i:] = [indices[i] + 1] * (r - i)
        return tuple([pool[i] for i in indices])
