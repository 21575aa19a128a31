"""Regular expressions: a matcher that goes back to what it has not tried, with CPython's syntax and answers."""

import _re_program
import _re_syntax
from _re_syntax import error
from _re_template import Template

__all__ = [
    "A", "ASCII", "DEBUG", "DOTALL", "I", "IGNORECASE", "L", "LOCALE", "M", "MULTILINE", "Match", "NOFLAG", "Pattern",
    "RegexFlag", "S", "U", "UNICODE", "VERBOSE", "X", "compile", "error", "escape", "findall", "finditer", "fullmatch",
    "match", "purge", "search", "split", "sub", "subn",
]

_run = _re_program.run
_FLAG_NAMES = ((2, "IGNORECASE"), (4, "LOCALE"), (8, "MULTILINE"), (16, "DOTALL"), (32, "UNICODE"), (64, "VERBOSE"),
               (128, "DEBUG"), (256, "ASCII"))


class RegexFlag(int):
    def __or__(self, other):
        return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other)) if isinstance(other, int) else NotImplemented

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        return RegexFlag(511 & ~int(self))

    def __repr__(self):
        return "|".join(["re." + name for bit, name in _FLAG_NAMES if self & bit]) or "re.NOFLAG"

    __str__ = __repr__

    @property
    def value(self):
        return int(self)

    @property
    def name(self):
        return "|".join([name for bit, name in _FLAG_NAMES if self & bit]) or "NOFLAG"


NOFLAG = RegexFlag(0)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
DEBUG = RegexFlag(128)
A = ASCII = RegexFlag(256)


# --- matches ---

class Match:
    __slots__ = ("re", "string", "pos", "endpos", "_marks")

    def __init__(self, pattern, string, pos, endpos, marks):
        self.re = pattern
        self.string = string
        self.pos = pos
        self.endpos = endpos
        self._marks = marks  # group n is [2n:2n+2]

    def _number(self, group):
        if isinstance(group, str):
            number = self.re.groupindex.get(group, -1)
        elif isinstance(group, int):
            number = group
        else:
            number = group.__index__() if hasattr(type(group), "__index__") else -1
        if not 0 <= number <= self.re.groups:
            raise IndexError("no such group")
        return number

    def span(self, group=0, /):
        number = self._number(group)
        return self._marks[2 * number], self._marks[2 * number + 1]

    def start(self, group=0, /):
        return self._marks[2 * self._number(group)]

    def end(self, group=0, /):
        return self._marks[2 * self._number(group) + 1]

    def _text(self, number, default=None):
        start, end = self._marks[2 * number:2 * number + 2]
        return default if start < 0 or end < 0 else _part(self.string, start, end)

    def __getitem__(self, group):
        return self._text(self._number(group))

    def group(self, *groups):
        if len(groups) < 2:
            return self._text(self._number(groups[0])) if groups else self._text(0)
        return tuple([self._text(self._number(group)) for group in groups])

    def groups(self, default=None):
        return tuple([self._text(number, default) for number in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        return {name: self._text(number, default) for name, number in self.re.groupindex.items()}

    def expand(self, template):
        return Template(template, self.re).fill(self)

    @property
    def regs(self):
        return tuple([self.span(number) for number in range(self.re.groups + 1)])

    @property
    def lastindex(self):
        return self._marks[-1] or None

    @property
    def lastgroup(self):
        last = self.lastindex
        for name, number in self.re.groupindex.items():
            if number == last:
                return name
        return None

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return "<re.Match object; span=%r, match=%r>" % (self.span(), self.group())


# --- patterns ---

class Pattern:
    __slots__ = ("pattern", "flags", "groups", "groupindex", "_code", "_slots", "_first", "__weakref__")

    def _match(self, string, at, pos, end, whole=False, forbidden=-1):
        """The match that begins at `at`, or None."""
        marks = [-1] * self._slots
        marks[0] = 0
        last = _run(self._code, 0, string, at, end, marks, [], whole, forbidden)
        if last < 0:
            return None
        marks = marks[:2 * self.groups + 2] + [marks[0]]
        marks[0] = at
        marks[1] = last
        return Match(self, string, pos, end, marks)

    def _search(self, string, at, pos, end, forbidden=-1):
        """The first match from `at` on. It is not the empty one at `forbidden`."""
        first = self._first
        if first is _START:
            return self._match(string, at, pos, end, False, forbidden) if at <= end else None
        if isinstance(first, str):
            at = string.find(first, at, end)
            while at >= 0:
                found = self._match(string, at, pos, end, False, forbidden)
                if found is not None:
                    return found
                at = string.find(first, at + 1, end)
            return None
        while at <= end:
            if first is not None:
                while at < end and not first[string[at]]:
                    at += 1
                if at == end:
                    return None
            found = self._match(string, at, pos, end, False, forbidden)
            if found is not None:
                return found
            at += 1
        return None

    def match(self, string, pos=0, endpos=0x7fffffffffffffff):
        pos, end = _bounds(string, pos, endpos)
        return self._match(string, pos, pos, end) if pos <= end else None

    def fullmatch(self, string, pos=0, endpos=0x7fffffffffffffff):
        pos, end = _bounds(string, pos, endpos)
        return self._match(string, pos, pos, end, True) if pos <= end else None

    def search(self, string, pos=0, endpos=0x7fffffffffffffff):
        pos, end = _bounds(string, pos, endpos)
        return self._search(string, pos, pos, end)

    def _each(self, string, pos, endpos):
        pos, end = _bounds(string, pos, endpos)
        at = pos
        forbidden = -1
        while at <= end:
            found = self._search(string, at, pos, end, forbidden)
            if found is None:
                return
            yield found
            at = found._marks[1]
            forbidden = at if found._marks[0] == at else -1

    def finditer(self, string, pos=0, endpos=0x7fffffffffffffff):
        _bounds(string, pos, endpos)
        return self._each(string, pos, endpos)

    def findall(self, string, pos=0, endpos=0x7fffffffffffffff):
        if self.groups > 1:
            return [each.groups("") for each in self._each(string, pos, endpos)]
        number = self.groups
        return [each._text(number, "") for each in self._each(string, pos, endpos)]

    def split(self, string, maxsplit=0):
        parts = []
        at = 0
        for each in self._each(string, 0, len(string)) if maxsplit >= 0 else ():
            parts.append(_part(string, at, each._marks[0]))
            parts.extend(each.groups())
            at = each._marks[1]
            maxsplit -= 1
            if maxsplit == 0:
                break
        parts.append(_part(string, at, None))
        return parts

    def subn(self, repl, string, count=0):
        if not callable(repl):
            if not isinstance(repl, str):
                raise TypeError("decoding to str: need a bytes-like object, %s found" % type(repl).__name__)
            if "\\" in repl:
                repl = Template(repl, self).fill
        parts = []
        at = done = 0
        for each in self._each(string, 0, len(_text(string))):
            if done >= count != 0:
                break
            parts.append(_part(string, at, each._marks[0]))
            parts.append(repl if isinstance(repl, str) else repl(each))
            at = each._marks[1]
            done += 1
        parts.append(_part(string, at, None))
        return "".join([part for part in parts if part is not None]), done

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self.flags == other.flags and self.pattern == other.pattern

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return _compiled, (self.pattern, self.flags)

    def __repr__(self):
        flags = RegexFlag(self.flags & ~32)
        text = repr(self.pattern)
        return "re.compile(%s%s)" % (text[:200], ", %r" % flags if flags else "")


def _text(string):
    if not isinstance(string, str):
        raise TypeError("expected string or bytes-like object, got %r" % type(string).__name__)
    return string


def _bounds(string, pos, endpos):
    length = len(_text(string))
    return min(max(pos, 0), length), min(max(endpos, 0), length)


def _part(string, start, end):
    """A str, whatever a class derived from it makes of an index."""
    return string[start:end] if type(string) is str else str.__getitem__(string, slice(start, end))


_START = object()


def _first_of(code):
    """What every match begins with: a text, a table for its first character, _START: where the string does, so there is no
    other place to try; or None if that is not known."""
    for op, a, b, _ in code:
        if op == _re_program.TEXT:
            return a
        if op == _re_program.START:
            return _START
        if op == _re_program.ONE or op in (_re_program.MANY, _re_program.MANY_LAZY) and b > 0:
            return a
        if op != _re_program.MARK:
            break
    return None


_known = {}


def _compiled(pattern, flags):
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    flags = int(flags)
    found = _known.get((pattern, flags))
    if found is not None:
        return found
    if not isinstance(pattern, str):
        raise TypeError("first argument must be string or compiled pattern")
    if flags & 4:
        raise ValueError("cannot use LOCALE flag with a str pattern")
    parser = _re_syntax.Parser(pattern, flags)
    tree = parser.parse()
    if parser.flags & 256 and parser.flags & 32:
        raise ValueError("ASCII and UNICODE flags are incompatible")
    self = Pattern()
    self.pattern = pattern
    self.flags = parser.flags if parser.flags & 256 else parser.flags | 32
    self.groups = parser.groups - 1
    self.groupindex = parser.names
    self._code, self._slots = _re_program.program(tree, parser.groups)
    self._first = _first_of(self._code)
    if len(_known) >= 512:
        del _known[next(iter(_known))]
    _known[pattern, flags] = self
    return self


def compile(pattern, flags=0):
    return _compiled(pattern, flags)


def purge():
    _known.clear()


def match(pattern, string, flags=0):
    return _compiled(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return _compiled(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return _compiled(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    return _compiled(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return _compiled(pattern, flags).finditer(string)


def split(pattern, string, maxsplit=0, flags=0):
    return _compiled(pattern, flags).split(string, maxsplit)


def sub(pattern, repl, string, count=0, flags=0):
    return _compiled(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return _compiled(pattern, flags).subn(repl, string, count)


_SPECIAL = frozenset("()[]{}?*+-|^$\\.&~# \t\n\r\v\f")


def escape(pattern):
    return "".join(["\\" + c if c in _SPECIAL else c for c in pattern])
