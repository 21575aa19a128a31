"""JSON: texts made of objects and objects made of texts."""

__all__ = ["JSONDecodeError", "JSONDecoder", "JSONEncoder", "dump", "dumps", "load", "loads"]


class JSONDecodeError(ValueError):
    __module__ = "json.decoder"

    def __init__(self, msg, doc, pos):
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos - doc.rfind("\n", 0, pos)
        super().__init__("%s: line %d column %d (char %d)" % (msg, self.lineno, self.colno, pos))

    def __reduce__(self):
        return type(self), (self.msg, self.doc, self.pos)


# --- texts ---

_INFINITY = float("inf")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}
_NAMED = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def _escaped(c, ensure_ascii):
    if c in _ESCAPES:
        return _ESCAPES[c]
    n = ord(c)
    if 32 <= n and (n < 127 or not ensure_ascii):
        return c
    if n < 0x10000:
        return "\\u%04x" % n
    n -= 0x10000
    return "\\u%04x\\u%04x" % (0xd800 | n >> 10, 0xdc00 | n & 0x3ff)


def _quoted(s, ensure_ascii):
    if '"' not in s and "\\" not in s and s.isprintable() and (not ensure_ascii or s.isascii()):
        return '"' + s + '"'
    return '"' + "".join([_escaped(c, ensure_ascii) for c in s]) + '"'


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError("Object of type %s is not JSON serializable" % o.__class__.__name__)

    def encode(self, o):
        out = []
        self._write(out.append, o, 0, {})
        return "".join(out)

    def iterencode(self, o, _one_shot=False):
        out = []
        self._write(out.append, o, 0, {})
        return iter(out)

    def _float(self, o):
        if o != o:
            text = "NaN"
        elif o == _INFINITY:
            text = "Infinity"
        elif o == -_INFINITY:
            text = "-Infinity"
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        return text

    def _write(self, write, o, level, open):
        """Writes o. `open` has what is being written around it, by identity."""
        if isinstance(o, str):
            write(_quoted(o, self.ensure_ascii))
        elif o is None:
            write("null")
        elif o is True:
            write("true")
        elif o is False:
            write("false")
        elif isinstance(o, int):
            write(int.__repr__(o))
        elif isinstance(o, float):
            write(self._float(o))
        else:
            if self.check_circular:
                if id(o) in open:
                    raise ValueError("Circular reference detected")
                open[id(o)] = o
            if isinstance(o, (list, tuple)):
                self._write_list(write, o, level + 1, open)
            elif isinstance(o, dict):
                self._write_dict(write, o, level + 1, open)
            else:
                self._write(write, self.default(o), level, open)
            if self.check_circular:
                del open[id(o)]

    def _breaks(self, level):
        """What stands before the first item, between two, and after the last one."""
        indent = self.indent
        if indent is None:
            return "", self.item_separator, ""
        if not isinstance(indent, str):
            indent = " " * indent
        line = "\n" + indent * level
        return line, self.item_separator + line, "\n" + indent * (level - 1)

    def _write_list(self, write, items, level, open):
        if not items:
            write("[]")
            return
        before, between, after = self._breaks(level)
        write("[")
        for item in items:
            write(before)
            before = between
            self._write(write, item, level, open)
        write(after)
        write("]")

    def _key(self, key):
        if isinstance(key, str):
            return key
        if key is None:
            return "null"
        if key is True:
            return "true"
        if key is False:
            return "false"
        if isinstance(key, int):
            return int.__repr__(key)
        if isinstance(key, float):
            return self._float(key)
        if self.skipkeys:
            return None
        raise TypeError("keys must be str, int, float, bool or None, not " + key.__class__.__name__)

    def _write_dict(self, write, names, level, open):
        if not names:
            write("{}")
            return
        before, between, after = self._breaks(level)
        write("{")
        for key, value in sorted(names.items()) if self.sort_keys else names.items():
            key = self._key(key)
            if key is None:
                continue
            write(before)
            before = between
            write(_quoted(key, self.ensure_ascii))
            write(self.key_separator)
            self._write(write, value, level, open)
        write(after)
        write("}")


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    return (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan, indent=indent,
        separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))


# --- objects ---

_SPACE = " \t\n\r"
_DIGITS = "0123456789"
_HEX = "0123456789abcdefABCDEF"
_CONSTANTS = {"null": None, "true": True, "false": False}
_PSEUDO_NUMBERS = {"NaN": float("nan"), "Infinity": _INFINITY, "-Infinity": -_INFINITY}


def _skip_space(s, i):
    while s[i:i + 1] and s[i] in _SPACE:
        i += 1
    return i


def _unit(s, i):
    """The four hexadecimal digits at i."""
    digits = s[i:i + 4]
    if len(digits) != 4 or digits.strip(_HEX):
        raise JSONDecodeError("Invalid \\uXXXX escape", s, i - 1)
    return int(digits, 16)


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _PSEUDO_NUMBERS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        value, end = self.raw_decode(s, _skip_space(s, 0))
        end = _skip_space(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        return self._value(s, idx)

    def _value(self, s, i):
        c = s[i:i + 1]
        if c == '"':
            return self._string(s, i + 1)
        if c == "{":
            return self._object(s, i + 1)
        if c == "[":
            return self._array(s, i + 1)
        if c and c in "-0123456789":
            found = self._number(s, i)
            if found is not None:
                return found
        for word, value in _CONSTANTS.items():
            if s.startswith(word, i):
                return value, i + len(word)
        for word in _PSEUDO_NUMBERS:
            if s.startswith(word, i):
                return self.parse_constant(word), i + len(word)
        raise JSONDecodeError("Expecting value", s, i)

    def _digits(self, s, i):
        while s[i:i + 1] and s[i] in _DIGITS:
            i += 1
        return i

    def _number(self, s, start):
        first = start + 1 if s[start] == "-" else start
        end = first + 1 if s[first:first + 1] == "0" else self._digits(s, first)
        if end == first:
            return None
        whole = end
        if s[end:end + 1] == ".":
            after = self._digits(s, end + 1)
            if after > end + 1:
                end = after
        if s[end:end + 1] in ("e", "E"):
            power = end + 2 if s[end + 1:end + 2] in ("+", "-") else end + 1
            after = self._digits(s, power)
            if after > power:
                end = after
        return (self.parse_int if end == whole else self.parse_float)(s[start:end]), end

    def _string(self, s, begin):
        parts = []
        i = begin
        while True:
            quote = s.find('"', i)
            slash = s.find("\\", i, quote if quote >= 0 else len(s))
            end = slash if slash >= 0 else quote
            piece = s[i:end] if end >= 0 else s[i:]
            if self.strict and not piece.isprintable():
                for k, c in enumerate(piece):
                    if c < " ":
                        raise JSONDecodeError("Invalid control character at", s, i + k)
            if end < 0:
                raise JSONDecodeError("Unterminated string starting at", s, begin - 1)
            parts.append(piece)
            if slash < 0:
                return "".join(parts), quote + 1
            c = s[slash + 1:slash + 2]
            if not c:
                raise JSONDecodeError("Unterminated string starting at", s, begin - 1)
            i = slash + 2
            if c != "u":
                if c not in _NAMED:
                    raise JSONDecodeError("Invalid \\escape", s, slash)
                parts.append(_NAMED[c])
                continue
            unit = _unit(s, i)
            i += 4
            if 0xd800 <= unit < 0xdc00 and s[i:i + 2] == "\\u":
                low = _unit(s, i + 2)
                if 0xdc00 <= low < 0xe000:
                    unit = 0x10000 + ((unit - 0xd800) << 10 | low - 0xdc00)
                    i += 6
            parts.append(chr(unit))

    def _array(self, s, i):
        items = []
        i = _skip_space(s, i)
        if s[i:i + 1] == "]":
            return items, i + 1
        while True:
            item, i = self._value(s, i)
            items.append(item)
            i = _skip_space(s, i)
            c = s[i:i + 1]
            if c == "]":
                return items, i + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            i = _skip_space(s, i + 1)

    def _object(self, s, i):
        pairs = []
        i = _skip_space(s, i)
        if s[i:i + 1] == "}":
            return self._made(pairs), i + 1
        while True:
            if s[i:i + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
            key, i = self._string(s, i + 1)
            i = _skip_space(s, i)
            if s[i:i + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", s, i)
            value, i = self._value(s, _skip_space(s, i + 1))
            pairs.append((key, value))
            i = _skip_space(s, i)
            c = s[i:i + 1]
            if c == "}":
                return self._made(pairs), i + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            i = _skip_space(s, i + 1)

    def _made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        names = dict(pairs)
        return names if self.object_hook is None else self.object_hook(names)


def loads(s, *, cls=None, **kw):
    if not isinstance(s, str):
        raise TypeError("the JSON object must be str, bytes or bytearray, not " + s.__class__.__name__)
    if s.startswith("\ufeff"):
        raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    return (cls or JSONDecoder)(**kw).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)
