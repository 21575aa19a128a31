"""The part of a pattern's syntax that is in parentheses."""

from _re_syntax import _LETTERS, ASCII, LOCALE, UNICODE, width


def _name(parser, end):
    """A name up to `end`."""
    start = parser.at
    at = parser.pattern.find(end, start)
    if at < 0:
        at = len(parser.pattern)
        if at == start:
            raise parser.fail("missing group name", start)
        raise parser.fail("missing %s, unterminated name" % end, start)
    if at == start:
        raise parser.fail("missing group name", start)
    parser.at = at + 1
    return parser.pattern[start:at]


def _closed(parser, start):
    if not parser.take(")"):
        raise parser.fail("missing ), unterminated subpattern", start)


def _capture(parser, flags, start, name=None, name_at=0):
    number = parser.groups
    parser.groups += 1
    if name is not None:
        if name in parser.names:
            raise parser.fail("redefinition of group name %r as group %d; was group %d"
                              % (name, number, parser.names[name]), name_at)
        parser.names[name] = number
    parser.open.add(number)
    node = parser.alternatives(flags)
    _closed(parser, start)
    parser.open.discard(number)
    parser.widths[number] = width(node)
    return "group", number, node


def _look(parser, flags, start, behind, wanted):
    outer = parser.behind
    if behind and outer is None:
        parser.behind = parser.groups
    node = parser.alternatives(flags)
    _closed(parser, start)
    parser.behind = outer
    if not behind:
        return "look", node, None, wanted
    least, most = width(node)
    if least != most:
        from _re_syntax import error
        raise error("look-behind requires fixed-width pattern")
    return "look", node, least, wanted


def _conditional(parser, flags, start):
    at = parser.at
    name = _name(parser, ")")
    if name.isidentifier():
        number = parser.names.get(name)
        if number is None:
            raise parser.fail("unknown group name %r" % name, at)
    else:
        if not name.isdecimal():
            raise parser.fail("bad character in group name %r" % name, at)
        number = int(name)
        if not number:
            raise parser.fail("bad group number", at)
    if parser.behind is not None:
        if number >= parser.groups:
            raise parser.fail("cannot refer to an open group", parser.at)
        parser.check_open(number, parser.at)
    yes = parser.sequence(flags, False)
    no = "all", []
    if parser.take("|"):
        no = parser.sequence(flags, False)
        if parser.peek() == "|":
            raise parser.fail("conditional backref with more than two branches")
    _closed(parser, start)
    parser.conditions.append((number, at))
    return "if", number, yes, no


def _named(parser, flags, start):
    if parser.take("<"):
        at = parser.at
        name = _name(parser, ">")
        if not name.isidentifier():
            raise parser.fail("bad character in group name %r" % name, at)
        return _capture(parser, flags, start, name, at)
    if parser.take("="):
        at = parser.at
        name = _name(parser, ")")
        if not name.isidentifier():
            raise parser.fail("bad character in group name %r" % name, at)
        if name not in parser.names:
            raise parser.fail("unknown group name %r" % name, at)
        return parser.back(parser.names[name], at, flags)
    c = parser.peek()
    if not c:
        raise parser.fail("unexpected end of pattern")
    raise parser.fail("unknown extension ?P" + c, start + 1)


def _flags(parser, flags, start, is_first):
    """(?aiLmsux) for the whole pattern, (?aiLmsux-imsx:...) for what stands in it."""
    on = off = 0
    while parser.peek() in _LETTERS:
        c = parser.peek()
        parser.at += 1
        if c == "L":
            raise parser.fail("bad inline flags: cannot use 'L' flag with a str pattern")
        on |= _LETTERS[c]
        if on & ASCII and on & UNICODE:
            raise parser.fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
    if on and parser.take(")"):
        if not is_first:
            raise parser.fail("global flags not at the start of the expression", start)
        parser.flags |= on
        return None
    if parser.take("-"):
        begin = parser.at
        while parser.peek() in _LETTERS:
            c = parser.peek()
            parser.at += 1
            if _LETTERS[c] & (ASCII | UNICODE | LOCALE):
                raise parser.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
            off |= _LETTERS[c]
        if parser.at == begin:
            raise parser.fail("missing flag" if not parser.peek() or not parser.peek().isalpha() else "unknown flag")
        if on & off:
            raise parser.fail("bad inline flags: flag turned on and off")
    if not parser.take(":"):
        c = parser.peek()
        if not c:
            raise parser.fail("missing -, : or )" if not off else "missing :")
        raise parser.fail("unknown flag" if c.isalpha() else "missing -, : or )" if not off else "missing :")
    if on & ASCII:
        flags &= ~UNICODE
    elif on & UNICODE:
        flags &= ~ASCII
    node = parser.alternatives((flags | on) & ~off)
    _closed(parser, start)
    return "all", [node, ("all", [])] if node[0] == "repeat" else [node]


def parse_group(parser, flags, is_first):
    """The node of the group that begins here; None if it matches nothing by its nature."""
    start = parser.at
    parser.at += 1
    if not parser.take("?"):
        return _capture(parser, flags, start)
    c = parser.peek()
    if not c:
        raise parser.fail("unexpected end of pattern")
    parser.at += 1
    if c == "P":
        return _named(parser, flags, start)
    if c == ":":
        node = parser.alternatives(flags)
        _closed(parser, start)
        return "all", [node]
    if c == "#":
        end = parser.pattern.find(")", parser.at)
        if end < 0:
            raise parser.fail("missing ), unterminated comment", start)
        parser.at = end + 1
        return None
    if c == "=" or c == "!":
        return _look(parser, flags, start, False, c == "=")
    if c == "<":
        c = parser.peek()
        if not c:
            raise parser.fail("unexpected end of pattern")
        if c not in "=!":
            raise parser.fail("unknown extension ?<" + c, start + 1)
        parser.at += 1
        return _look(parser, flags, start, True, c == "=")
    if c == "(":
        return _conditional(parser, flags, start)
    if c == ">":
        node = parser.alternatives(flags)
        _closed(parser, start)
        return "atomic", node
    if c in _LETTERS or c == "-":
        parser.at -= 1
        return _flags(parser, flags, start, is_first)
    raise parser.fail("unknown extension ?" + c, start + 1)
