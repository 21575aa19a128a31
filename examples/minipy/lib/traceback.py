"""Exceptions and where they were raised, as text."""

import itertools
import sys

from _traceback import marks

__all__ = [
    "FrameSummary", "StackSummary", "TracebackException", "clear_frames", "extract_stack", "extract_tb",
    "format_exc", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb", "print_exc",
    "print_exception", "print_last", "print_list", "print_stack", "print_tb", "walk_stack", "walk_tb",
]

_MISSING = object()
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_REPEATS = 3  # equal lines in a row that are shown


# --- source lines ---

def _source(filename, lines):
    """The lines of a file; `lines` keeps what was read."""
    found = lines.get(filename)
    if found is None:
        try:
            with open(filename) as file:
                found = file.read().split("\n")
        except (OSError, ValueError):
            found = []
        lines[filename] = found
    return found


class FrameSummary:
    """A place in the source: file, line, and the function it is in; where it is known, the part of the line, or lines."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "locals", "_line")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
                 end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self.locals = None if locals is None else {key: repr(value) for key, value in locals.items()}
        if line is None and lookup_line:
            line = _line(filename, lineno, {})
        self._line = line  # with the blanks around it

    @property
    def line(self):
        return None if self._line is None else self._line.strip()

    def _key(self):
        return self.filename, self.lineno, self.name, self.locals

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._key() == other._key()
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, at):
        return (self.filename, self.lineno, self.name, self.line)[at]

    def __len__(self):
        return 4

    def __repr__(self):
        return "<FrameSummary file %s, line %s in %s>" % (self.filename, self.lineno, self.name)


def _line(filename, lineno, lines):
    if lineno is None:
        return None
    source = _source(filename, lines)
    return source[lineno - 1] if 0 < lineno <= len(source) else ""


class StackSummary(list):
    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """From pairs (frame, line number)."""
        places = [(frame, (lineno, None, None, None)) for frame, lineno in frame_gen]
        return cls._extract(places, limit, lookup_lines, capture_locals)

    @classmethod
    def _extract(cls, places, limit, lookup_lines, capture_locals):
        """From pairs (frame, what co_positions() says)."""
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            places = places[:limit] if limit >= 0 else places[limit:]
        stack = cls()
        lines = {}
        for frame, (lineno, end_lineno, colno, end_colno) in places:
            code = frame.f_code
            names = frame.f_locals if capture_locals else None
            stack.append(FrameSummary(code.co_filename, lineno, code.co_name, locals=names, end_lineno=end_lineno,
                                      colno=colno, end_colno=end_colno, line=_line(code.co_filename, lineno, lines)))
        return stack

    @classmethod
    def from_list(cls, a_list):
        stack = cls()
        for place in a_list:
            if not isinstance(place, FrameSummary):
                filename, lineno, name, line = place
                place = FrameSummary(filename, lineno, name, line=line)
            stack.append(place)
        return stack

    def format_frame_summary(self, frame_summary):
        text = '  File "%s", line %s, in %s\n' % (frame_summary.filename, frame_summary.lineno, frame_summary.name)
        if frame_summary.line:
            text += "    %s\n" % frame_summary.line
            marked = marks(frame_summary._line, frame_summary.lineno, frame_summary.end_lineno, frame_summary.colno,
                           frame_summary.end_colno)
            if marked:
                text += "    %s\n" % marked
        if frame_summary.locals:
            for name in sorted(frame_summary.locals):
                text += "    %s = %s\n" % (name, frame_summary.locals[name])
        return text

    def format(self):
        texts = []
        last = None
        count = 0
        for place in self:
            text = self.format_frame_summary(place)
            if text is None:
                continue
            key = place.filename, place.lineno, place.name
            if key != last:
                texts += _repeated(count)
                last = key
                count = 0
            count += 1
            if count <= _REPEATS:
                texts.append(text)
        return texts + _repeated(count)


def _repeated(count):
    more = count - _REPEATS
    return ["  [Previous line repeated %d more time%s]\n" % (more, "s" if more > 1 else "")] if more > 0 else []


# --- exceptions ---

def _text_of(value, what, as_text=str):
    try:
        return as_text(value)
    except Exception:
        return "<%s %s() failed>" % (what, as_text.__name__)


class TracebackException:
    """What is to be shown of an exception. Holds neither it nor its frames."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.exc_type = exc_type
        self.stack = StackSummary._extract(_places(exc_traceback), limit, lookup_lines, capture_locals)
        self._str = _text_of(exc_value, "exception")
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        self.__cause__ = self.__context__ = None
        if exc_type is not None and issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
        # The exceptions before this one, in a loop: there may be many.
        made = self
        while exc_value is not None:
            cause = exc_value.__cause__
            context = exc_value.__context__
            earlier = context if cause is None and not exc_value.__suppress_context__ else cause
            if _seen is not None or earlier is None or id(earlier) in seen:
                break
            other = TracebackException(type(earlier), earlier, earlier.__traceback__, limit=limit,
                                       capture_locals=capture_locals, _seen=seen)
            if cause is None:
                made.__context__ = other
            else:
                made.__cause__ = other
            made = other
            exc_value = earlier

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __str__(self):
        return self._str

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def _syntax_error(self):
        texts = []
        if self.lineno is not None:
            texts.append('  File "%s", line %s\n' % (self.filename or "<string>", self.lineno))
        if self.text is not None:
            line = self.text.rstrip("\n")
            shown = line.lstrip(" \n\f")
            texts.append("    %s\n" % shown)
            if self.offset is not None:
                offset = self.offset
                end = self.end_offset if self.end_offset not in (None, 0) else offset
                if offset == end or end == -1:
                    end = offset + 1
                begin = offset - 1 - (len(line) - len(shown))
                stop = end - 1 - (len(line) - len(shown))
                if begin >= 0:
                    space = "".join([c if c.isspace() else " " for c in shown[:begin]])
                    texts.append("    %s%s\n" % (space, "^" * (stop - begin)))
        return texts

    def format_exception_only(self):
        if self.exc_type is None:
            return iter([_last_line(None, self._str)])
        name = self.exc_type.__qualname__
        if self.exc_type.__module__ not in ("__main__", "builtins"):
            name = "%s.%s" % (self.exc_type.__module__, name)
        if issubclass(self.exc_type, SyntaxError):
            texts = self._syntax_error()
            place = " (%s)" % self.filename if self.lineno is None and self.filename is not None else ""
            texts.append("%s: %s%s\n" % (name, self.msg or "<no detail available>", place))
        else:
            texts = [_last_line(name, self._str)]
        notes = self.__notes__
        if isinstance(notes, (list, tuple)):
            for note in notes:
                texts += [line + "\n" for line in _text_of(note, "note").split("\n")]
        elif notes is not None:
            texts.append("%s\n" % _text_of(notes, "__notes__", repr))
        return iter(texts)

    def format(self, *, chain=True):
        shown = []  # pairs (exception, what stands after it), the last one first
        exc = self
        after = None
        while exc is not None:
            shown.append((exc, after))
            after, exc = (_CAUSE, exc.__cause__) if exc.__cause__ is not None else (_CONTEXT, exc.__context__)
            if not chain:
                break
        for exc, after in reversed(shown):
            if exc.stack:
                yield "Traceback (most recent call last):\n"
                yield from exc.stack.format()
            yield from exc.format_exception_only()
            if after is not None:
                yield after

    def print(self, *, file=None, chain=True):
        _print(self.format(chain=chain), file)


def _last_line(name, text):
    return "%s: %s\n" % (name, text) if text and name is not None else "%s\n" % (name or "NoneType: None")


def _print(texts, file):
    if file is None:
        file = sys.stderr
    for text in texts:
        file.write(text)


def _parsed(exc, value, tb):
    """(type, value, traceback) of the arguments of print_exception and format_exception."""
    if (value is _MISSING) is not (tb is _MISSING):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _MISSING:
        return type(value) if value is not None else None, value, tb
    if exc is None:
        return None, None, None
    if not isinstance(exc, BaseException):
        raise TypeError("Exception expected for value, %s found" % type(exc).__name__)
    return type(exc), exc, exc.__traceback__


def format_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, chain=True):
    kind, value, tb = _parsed(exc, value, tb)
    return list(TracebackException(kind, value, tb, limit=limit).format(chain=chain))


def print_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, file=None, chain=True):
    _print(format_exception(exc, value, tb, limit, chain), file)


def format_exception_only(exc, /, value=_MISSING):
    if value is _MISSING:
        value = exc
    return list(TracebackException(None if value is None else type(value), value, None).format_exception_only())


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


# --- stacks ---

def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe(1)
        while f is not None and f.f_globals is globals():
            f = f.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def _places(tb):
    """Pairs (frame, what co_positions() says of it)."""
    places = []
    while tb is not None:
        positions = tb.tb_frame.f_code.co_positions()
        places.append((tb.tb_frame, next(itertools.islice(positions, tb.tb_lasti // 2, None))))
        tb = tb.tb_next
    return places


def extract_tb(tb, limit=None):
    return StackSummary._extract(_places(tb), limit, True, False)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    _print(format_tb(tb, limit), file)


def extract_stack(f=None, limit=None):
    stack = StackSummary.extract(walk_stack(sys._getframe(1) if f is None else f), limit=limit)
    stack.reverse()
    return stack


def format_stack(f=None, limit=None):
    return extract_stack(sys._getframe(1) if f is None else f, limit).format()


def print_stack(f=None, limit=None, file=None):
    _print(format_stack(sys._getframe(1) if f is None else f, limit), file)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _print(format_list(extracted_list), file)


def clear_frames(tb):
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except (AttributeError, RuntimeError):
            pass
        tb = tb.tb_next
