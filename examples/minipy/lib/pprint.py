"""Values as texts of several lines, where one is too short."""

import collections
import dataclasses
import sys
import types

__all__ = ["PrettyPrinter", "isreadable", "isrecursive", "pformat", "pp", "pprint", "saferepr"]


def _order(value):
    return _Key(value)


class _Key:
    """Orders values of any types: as they do it, else by type and place in memory."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


def _pair_order(pair):
    return _Key(pair[0])


def _chunks(text):
    """Words, each with the white space behind it."""
    result = []
    begin = i = 0
    while i < len(text):
        while i < len(text) and not text[i].isspace():
            i += 1
        while i < len(text) and text[i].isspace():
            i += 1
        result.append(text[begin:i])
        begin = i
    return result


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent = indent
        self._width = width
        self._depth = depth
        self._stream = stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscores = underscore_numbers
        self._open = set()
        self._is_recursive = False
        self._is_readable = True

    def pprint(self, object):
        stream = sys.stdout if self._stream is None else self._stream
        if stream is not None:
            stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        self._open = set()
        self._is_recursive = False
        parts = []
        self._lay_out(object, parts, 0, 0, 0)
        return "".join(parts)

    def _look_through(self, object):
        self._open = set()
        self._is_recursive = False
        self._is_readable = True
        self._repr(object, 0)

    def isrecursive(self, object):
        self._look_through(object)
        return self._is_recursive

    def isreadable(self, object):
        self._look_through(object)
        return self._is_readable and not self._is_recursive

    # --- in one line ---

    def _repr(self, value, level):
        kind = type(value)
        if kind is int and self._underscores:
            return f"{value:_d}"
        base = kind.__repr__
        is_dict = issubclass(kind, dict) and base is dict.__repr__
        if not is_dict and not (issubclass(kind, list) and base is list.__repr__
                                or issubclass(kind, tuple) and base is tuple.__repr__):
            text = repr(value)
            if text[:1] in ("<", ""):
                self._is_readable = False
            return text
        if not value:
            return repr(value)
        if self._depth and level >= self._depth:
            self._is_readable = False
            return "{...}" if is_dict else "[...]" if issubclass(kind, list) else "(...)"
        if id(value) in self._open:
            self._is_recursive = True
            return _recursion(value)
        self._open.add(id(value))
        if is_dict:
            items = sorted(value.items(), key=_pair_order) if self._sort_dicts else value.items()
            parts = [self._repr(key, level + 1) + ": " + self._repr(item, level + 1) for key, item in items]
            text = "{%s}" % ", ".join(parts)
        else:
            parts = [self._repr(item, level + 1) for item in value]
            if issubclass(kind, list):
                text = "[%s]" % ", ".join(parts)
            else:
                text = "(%s,)" % parts[0] if len(parts) == 1 else "(%s)" % ", ".join(parts)
        self._open.discard(id(value))
        return text

    # --- in several ---

    def _lay_out(self, value, parts, indent, allowance, level):
        if id(value) in self._open:
            self._is_recursive = True
            parts.append(_recursion(value))
            return
        text = self._repr(value, level)
        if len(text) > self._width - indent - allowance:
            way = self._ways.get(type(value).__repr__) or _is_dataclass(value) and PrettyPrinter._dataclass
            if way:
                self._open.add(id(value))
                way(self, value, parts, indent, allowance, level + 1)
                self._open.discard(id(value))
                return
        parts.append(text)

    def _dict(self, value, parts, indent, allowance, level):
        parts.append("{")
        items = sorted(value.items(), key=_pair_order) if self._sort_dicts else list(value.items())
        self._entries(items, parts, indent, allowance + 1, level)
        parts.append("}")

    def _entries(self, items, parts, indent, allowance, level):
        parts.append((self._indent - 1) * " ")
        indent += self._indent
        for i, (key, item) in enumerate(items):
            is_last = i == len(items) - 1
            text = self._repr(key, level)
            parts.append(text + ": ")
            self._lay_out(item, parts, indent + len(text) + 2, allowance if is_last else 1, level)
            if not is_last:
                parts.append(",\n" + " " * indent)

    def _list(self, value, parts, indent, allowance, level):
        parts.append("[")
        self._items(value, parts, indent, allowance + 1, level)
        parts.append("]")

    def _tuple(self, value, parts, indent, allowance, level):
        end = ",)" if len(value) == 1 else ")"
        parts.append("(")
        self._items(value, parts, indent, allowance + len(end), level)
        parts.append(end)

    def _set(self, value, parts, indent, allowance, level):
        kind = type(value)
        if kind is set:
            begin, end = "{", "}"
        else:
            begin, end = kind.__name__ + "({", "})"
            indent += len(kind.__name__) + 1
        parts.append(begin)
        self._items(sorted(value, key=_order), parts, indent, allowance + len(end), level)
        parts.append(end)

    def _items(self, items, parts, indent, allowance, level):
        indent += self._indent
        if self._indent > 1:
            parts.append((self._indent - 1) * " ")
        between = ",\n" + " " * indent
        items = list(items)
        room = width = self._width - indent + 1
        separator = ""
        for i, item in enumerate(items):
            is_last = i == len(items) - 1
            if is_last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, level)
                needed = len(text) + 2
                if room < needed:
                    room = width
                    if separator:
                        separator = between
                if room >= needed:
                    room -= needed
                    parts.append(separator + text)
                    separator = ", "
                    continue
            parts.append(separator)
            separator = between
            self._lay_out(item, parts, indent, allowance if is_last else 1, level)

    def _str(self, value, parts, indent, allowance, level):
        lines = value.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        room = self._width - indent
        texts = []
        for i, line in enumerate(lines):
            ends = i == len(lines) - 1
            text = repr(line)
            if len(text) <= (room - allowance if ends else room):
                texts.append(text)
                continue
            current = ""
            words = _chunks(line)
            for j, word in enumerate(words):
                limit = room - allowance if ends and j == len(words) - 1 else room
                if len(repr(current + word)) > limit:
                    if current:
                        texts.append(repr(current))
                    current = word
                else:
                    current += word
            if current:
                texts.append(repr(current))
        if len(texts) == 1:
            parts.append(repr(value))
            return
        text = ("\n" + " " * indent).join(texts)
        parts.append("(%s)" % text if level == 1 else text)

    # --- of the library's classes: Name(...) ---

    def _named(self, value, parts, indent, allowance, level, inner, name=None):
        name = name or type(value).__name__
        parts.append(name + "(")
        self._lay_out(inner, parts, indent + len(name) + 1, allowance + 1, level)
        parts.append(")")

    def _ordered(self, value, parts, indent, allowance, level):
        self._named(value, parts, indent, allowance, level, list(value.items()))

    def _mapping_proxy(self, value, parts, indent, allowance, level):
        self._named(value, parts, indent, allowance, level, value.copy(), "mappingproxy")

    def _default(self, value, parts, indent, allowance, level):
        name = type(value).__name__
        indent += len(name) + 1
        parts.append("%s(%s,\n%s" % (name, self._repr(value.default_factory, level), " " * indent))
        self._dict(value, parts, indent, allowance + 1, level)
        parts.append(")")

    def _counter(self, value, parts, indent, allowance, level):
        name = type(value).__name__
        parts.append(name + "({")
        self._entries(value.most_common(), parts, indent + len(name) + 1, allowance + 2, level)
        parts.append("})")

    def _chain(self, value, parts, indent, allowance, level):
        name = type(value).__name__
        indent += len(name) + 1
        parts.append(name + "(")
        for i, each in enumerate(value.maps):
            is_last = i == len(value.maps) - 1
            self._lay_out(each, parts, indent, allowance + 1 if is_last else 1, level)
            parts.append(")" if is_last else ",\n" + " " * indent)

    def _deque(self, value, parts, indent, allowance, level):
        name = type(value).__name__
        indent += len(name) + 1
        parts.append(name + "([")
        self._items(value, parts, indent, 2 + (allowance if value.maxlen is None else 0), level)
        parts.append("])" if value.maxlen is None else "],\n%smaxlen=%s)" % (" " * indent, value.maxlen))

    def _user(self, value, parts, indent, allowance, level):
        self._lay_out(value.data, parts, indent, allowance, level - 1)

    def _namespace(self, value, parts, indent, allowance, level):
        name = "namespace" if type(value) is types.SimpleNamespace else type(value).__name__
        self._fields(name, value.__dict__.items(), parts, indent, allowance, level)

    def _dataclass(self, value, parts, indent, allowance, level):
        fields = [(each.name, getattr(value, each.name)) for each in dataclasses.fields(value) if each.repr]
        self._fields(type(value).__qualname__, fields, parts, indent, allowance, level)

    def _fields(self, name, fields, parts, indent, allowance, level):
        indent += len(name) + 1
        parts.append(name + "(")
        fields = list(fields)
        for i, (key, item) in enumerate(fields):
            is_last = i == len(fields) - 1
            parts.append(key + "=")
            if id(item) in self._open:
                parts.append("...")
            else:
                self._lay_out(item, parts, indent + len(key) + 1, allowance if is_last else 1, level)
            if not is_last:
                parts.append(",\n" + " " * indent)
        parts.append(")")

    _ways = {collections.OrderedDict.__repr__: _ordered, collections.defaultdict.__repr__: _default,
             collections.Counter.__repr__: _counter, collections.ChainMap.__repr__: _chain,
             collections.deque.__repr__: _deque, collections.UserDict.__repr__: _user,
             collections.UserList.__repr__: _user, collections.UserString.__repr__: _user,
             types.SimpleNamespace.__repr__: _namespace, types.MappingProxyType.__repr__: _mapping_proxy,
             dict.__repr__: _dict, list.__repr__: _list, tuple.__repr__: _tuple, set.__repr__: _set,
             frozenset.__repr__: _set, str.__repr__: _str}


def _is_dataclass(value):
    """An instance of one whose text is the decorator's."""
    kind = type(value)
    return dataclasses.is_dataclass(kind) and kind.__dataclass_params__.repr and getattr(kind.__repr__, "__module__", None) == "dataclasses"


def _recursion(value):
    return "<Recursion on %s with id=%s>" % (type(value).__name__, id(value))


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._repr(object, 0)


def isreadable(object):
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    return PrettyPrinter().isrecursive(object)
