"""Heaps in lists: heap[k] is not greater than heap[2*k+1] and heap[2*k+2]."""

__all__ = ["heapify", "heappop", "heappush", "heappushpop", "heapreplace", "merge", "nlargest", "nsmallest"]


def _up(heap, start, at):
    """Moves the item at a place towards the root, as far as it belongs."""
    item = heap[at]
    while at > start:
        parent = (at - 1) >> 1
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def _down(heap, at):
    """Moves the item at a place to a leaf, the smaller children up, and then up again to where it belongs."""
    end = len(heap)
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _up(heap, start, at)


def _check(heap, what):
    if not isinstance(heap, list):
        raise TypeError(f"{what} must be list, not {type(heap).__name__}")


def heappush(heap, item, /):
    _check(heap, "heappush() argument 1")
    heap.append(item)
    _up(heap, 0, len(heap) - 1)


def heappop(heap, /):
    _check(heap, "heappop() argument")
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    item = heap[0]
    heap[0] = last
    _down(heap, 0)
    return item


def heapreplace(heap, item, /):
    _check(heap, "heapreplace() argument 1")
    if not heap:
        raise IndexError("index out of range")
    smallest = heap[0]
    heap[0] = item
    _down(heap, 0)
    return smallest


def heappushpop(heap, item, /):
    _check(heap, "heappushpop() argument 1")
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _down(heap, 0)
    return item


def heapify(x, /):
    _check(x, "heapify() argument")
    for i in range(len(x) // 2 - 1, -1, -1):
        _down(x, i)


def merge(*iterables, key=None, reverse=False):
    rows = []
    for order, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for item in iterator:
            rows.append(_Row(item if key is None else key(item), order, item, iterator, reverse))
            break
    heapify(rows)
    while rows:
        row = rows[0]
        yield row.item
        for item in row.iterator:
            row.item = item
            row.key = item if key is None else key(item)
            heapreplace(rows, row)
            break
        else:
            heappop(rows)


class _Row:
    __slots__ = ("key", "order", "item", "iterator", "reverse")

    def __init__(self, key, order, item, iterator, reverse):
        self.key = key
        self.order = order
        self.item = item
        self.iterator = iterator
        self.reverse = reverse

    def __lt__(self, other):
        first, second = (other.key, self.key) if self.reverse else (self.key, other.key)
        if first < second:
            return True
        if second < first:
            return False
        return self.order < other.order


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
