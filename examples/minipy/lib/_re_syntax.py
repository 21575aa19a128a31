"""The syntax of regular expressions: a pattern's text becomes a tree.

A node is a tuple, the name of its kind first:
  ("text", s)  ("one", table)  ("all", nodes)  ("any", nodes)  ("repeat", node, least, most, how)  ("group", number, node)
  ("back", number, ignores_case)  ("at", place)  ("look", node, width, wanted)  ("atomic", node)  ("if", number, yes, no)
A table says of a character whether it is one of a class: table[c]. `how` is "greedy", "lazy" or "possessive"; the width of
a look ahead is None.
"""

from _re_case import same_case

IGNORECASE, MULTILINE, DOTALL, UNICODE, VERBOSE, ASCII, LOCALE, DEBUG = 2, 8, 16, 32, 64, 256, 4, 128
_LETTERS = {"i": IGNORECASE, "m": MULTILINE, "s": DOTALL, "u": UNICODE, "x": VERBOSE, "a": ASCII, "L": LOCALE}
_ASCII_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"
_OCTAL = "01234567"
_HEX = "0123456789abcdefABCDEF"
_CONTROLS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
_MANY = 4294967295


class error(Exception):
    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = "%s at position %d" % (msg, pos)
            self.lineno = pattern.count("\n", 0, pos) + 1
            self.colno = pos - pattern.rfind("\n", 0, pos)
            if "\n" in pattern:
                msg = "%s (line %d, column %d)" % (msg, self.lineno, self.colno)
        super().__init__(msg)


# --- classes of characters ---

class Table(dict):
    """Whether a character belongs to a class; what was asked once is kept."""

    def __init__(self, holds):
        self.holds = holds

    def __missing__(self, c):
        answer = self[c] = self.holds(c)
        return answer


def is_word(c):
    return c.isalnum() or c == "_"


def is_ascii_word(c):
    return c.isascii() and (c.isalnum() or c == "_")


_ANY = Table(lambda c: c != "\n")
_EVERY = Table(lambda c: True)
_KINDS = {"d": str.isdecimal, "s": str.isspace, "w": is_word}
_ASCII_KINDS = {"d": lambda c: c in _DIGITS, "s": lambda c: c in " \t\n\r\f\v", "w": is_ascii_word}


def _of_kind(letter, flags):
    """What \\d, \\D, ... accept."""
    holds = (_ASCII_KINDS if flags & ASCII else _KINDS)[letter.lower()]
    return holds if letter.islower() else lambda c: not holds(c)


def _class_table(singles, ranges, tests, negated, flags):
    singles = frozenset(singles)
    ignores_case = flags & IGNORECASE

    def holds_one(c):
        if c in singles:
            return True
        for low, high in ranges:
            if low <= c <= high:
                return True
        for test in tests:
            if test(c):
                return True
        return False

    def holds(c):
        found = holds_one(c) or ignores_case and any(holds_one(each) for each in same_case(c, flags & ASCII))
        return bool(found) is not negated
    return Table(holds)


# --- the width of a node ---

def width(node):
    """(least, most) number of characters that node matches."""
    kind = node[0]
    if kind == "text":
        return len(node[1]), len(node[1])
    if kind == "one":
        return 1, 1
    if kind == "all":
        widths = [width(each) for each in node[1]]
        return sum([low for low, _ in widths]), min(sum([high for _, high in widths]), _MANY)
    if kind == "any":
        widths = [width(each) for each in node[1]]
        return min([low for low, _ in widths]), max([high for _, high in widths])
    if kind == "repeat":
        low, high = width(node[1])
        return low * node[2], min(high * node[3], _MANY)
    if kind == "group":
        return width(node[2])
    if kind == "atomic":
        return width(node[1])
    if kind == "if":
        yes, no = width(node[2]), width(node[3])
        return min(yes[0], no[0]), max(yes[1], no[1])
    if kind == "back":
        return node[3]
    return 0, 0


# --- the parser ---

class Parser:
    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.at = 0
        self.flags = flags
        self.groups = 1         # the next group's number
        self.names = {}
        self.open = set()
        self.widths = {}        # of the groups that are closed
        self.conditions = []    # (number of a group, where it is asked for)
        self.behind = None      # in a look behind: the number of groups when it began

    def fail(self, message, at=None):
        return error(message, self.pattern, self.at if at is None else at)

    def peek(self, n=1):
        return self.pattern[self.at:self.at + n]

    def take(self, text):
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def parse(self):
        node = self.alternatives(self.flags, True)
        if self.at < len(self.pattern):
            raise self.fail("unbalanced parenthesis")
        for number, at in self.conditions:  # whose groups may come later
            if number >= self.groups:
                raise self.fail("invalid group reference %d" % number, at)
        return node

    def alternatives(self, flags, is_first=False):
        branches = []
        while True:
            branches.append(self.sequence(flags, is_first and not branches))
            if is_first:
                flags = self.flags
            if not self.take("|"):
                break
        return branches[0] if len(branches) == 1 else ("any", branches)

    def sequence(self, flags, is_first):
        nodes = []
        while self.at < len(self.pattern):
            c = self.peek()
            if c == "|" or c == ")":
                break
            if flags & VERBOSE:
                if c in " \t\n\r\f\v":
                    self.at += 1
                    continue
                if c == "#":
                    end = self.pattern.find("\n", self.at)
                    self.at = len(self.pattern) if end < 0 else end + 1
                    continue
            start = self.at
            if c in "*+?{":
                least, most = self.bounds()
                if least is not None:
                    nodes.append(self.repeated(nodes, least, most, start))
                    continue
            if c == "(":
                begin = self.flags
                node = self.group(flags, is_first and not nodes)
                if self.flags != begin:
                    flags = self.flags
            else:
                node = self.item(c, flags)
            if node is not None:
                nodes.append(node)
        return nodes[0] if len(nodes) == 1 else ("all", nodes)

    def bounds(self):
        """(least, most) of the quantifier here; (None, None), having read nothing, where { does not begin one."""
        c = self.peek()
        if c != "{":
            self.at += 1
            return (0, 1) if c == "?" else (0 if c == "*" else 1, _MANY)
        start = self.at
        self.at += 1
        low = self.digits()
        high = self.digits() if self.take(",") else low
        if not self.take("}") or self.pattern[start:self.at] == "{}":
            self.at = start
            return None, None
        least = int(low) if low else 0
        most = int(high) if high else _MANY
        if least >= _MANY or high and most >= _MANY:
            raise OverflowError("the repetition number is too large")
        if most < least:
            raise self.fail("min repeat greater than max repeat", start + 1)
        return least, most

    def digits(self):
        start = self.at
        while self.peek() and self.peek() in _DIGITS:
            self.at += 1
        return self.pattern[start:self.at]

    def repeated(self, nodes, least, most, start):
        if not nodes or nodes[-1][0] == "at" or nodes[-1] == ("all", []):
            raise self.fail("nothing to repeat", start)
        if nodes[-1][0] == "repeat":
            raise self.fail("multiple repeat", start)
        how = "lazy" if self.take("?") else "possessive" if self.take("+") else "greedy"
        return "repeat", nodes.pop(), least, most, how

    def item(self, c, flags):
        self.at += 1
        if c == ".":
            return "one", _EVERY if flags & DOTALL else _ANY
        if c == "^":
            return "at", "line_start" if flags & MULTILINE else "start"
        if c == "$":
            return "at", "line_end" if flags & MULTILINE else "end_or_newline"
        if c == "[":
            return self.char_class(flags)
        if c == "\\":
            return self.escape(flags)
        return self.literal(c, flags)

    def literal(self, c, flags):
        if flags & IGNORECASE and len(same := same_case(c, flags & ASCII)) > 1:
            return "one", _class_table(same, (), (), False, 0)
        return "text", c

    def hexadecimal(self, start, length):
        digits = self.peek(length)
        good = len(digits) - len(digits.lstrip(_HEX))
        if good < length:
            self.at += good
            raise self.fail("incomplete escape " + self.pattern[start:self.at], start)
        self.at += length
        n = int(digits, 16)
        if n > 0x10ffff:
            raise self.fail("bad escape " + self.pattern[start:self.at], start)
        return chr(n)

    def character(self, c, start):
        """The character that the escape \\c stands for, in and out of classes; None if it is no character."""
        if c == "x":
            return self.hexadecimal(start, 2)
        if c == "u":
            return self.hexadecimal(start, 4)
        if c == "U":
            return self.hexadecimal(start, 8)
        return _CONTROLS.get(c)

    def escape(self, flags):
        start = self.at - 1
        c = self.peek()
        if not c:
            raise self.fail("bad escape (end of pattern)", start)
        self.at += 1
        if c in "dDsSwW":
            return "one", Table(_of_kind(c, flags))
        if c in "AZbB":
            if c in "AZ":
                return "at", "start" if c == "A" else "end"
            return "at", ("ascii_" if flags & ASCII else "") + ("edge" if c == "b" else "no_edge")
        if c == "0":
            digits = self.peek(2)
            digits = digits[:len(digits) - len(digits.lstrip(_OCTAL))]
            self.at += len(digits)
            return self.literal(chr(int("0" + digits, 8)), flags)
        if c in _DIGITS:
            return self.back_or_octal(c, start, flags)
        found = self.character(c, start)
        if found is not None:
            return self.literal(found, flags)
        if c in _ASCII_LETTERS:
            raise self.fail("bad escape \\" + c, start)
        return self.literal(c, flags)

    def back_or_octal(self, c, start, flags):
        if self.peek() and self.peek() in _DIGITS:
            next_two = self.peek(2)
            if c in _OCTAL and len(next_two) == 2 and not next_two.strip(_OCTAL):
                self.at += 2
                n = int(c + next_two, 8)
                if n > 0o377:
                    raise self.fail("octal escape value \\%s outside of range 0-0o377" % (c + next_two), start)
                return self.literal(chr(n), flags)
            c += next_two[0]
            self.at += 1
        return self.back(int(c), start + 1, flags, start)

    def back(self, number, at, flags, open_at=None):
        if number >= self.groups:
            raise self.fail("invalid group reference %d" % number, at)
        self.check_open(number, at if open_at is None else open_at)
        return "back", number, bool(flags & IGNORECASE), self.widths.get(number, (0, _MANY))

    def check_open(self, number, at):
        if number in self.open:
            raise self.fail("cannot refer to an open group", at)
        if self.behind is not None and number >= self.behind:
            raise self.fail("cannot refer to group defined in the same lookbehind subpattern")

    def char_class(self, flags):
        begin = self.at - 1
        negated = self.take("^")
        singles, ranges, tests = [], [], []
        first = self.at
        while True:
            start = self.at
            c = self.peek()
            if not c:
                raise self.fail("unterminated character set", begin)
            if c == "]" and start != first:
                self.at += 1
                break
            low = self.class_item(flags)
            if self.peek() != "-":
                self.add(low, singles, tests)
                continue
            self.at += 1
            if not self.peek():
                raise self.fail("unterminated character set", begin)
            if self.peek() == "]":
                self.at += 1
                self.add(low, singles, tests)
                singles.append("-")
                break
            high = self.class_item(flags)
            if not isinstance(low, str) or not isinstance(high, str) or high < low:
                raise self.fail("bad character range " + self.pattern[start:self.at], start)
            ranges.append((low, high))
        return "one", _class_table(singles, ranges, tests, negated, flags)

    def add(self, item, singles, tests):
        (singles if isinstance(item, str) else tests).append(item)

    def class_item(self, flags):
        """A character, or the test of an escape such as \\d."""
        start = self.at
        c = self.peek()
        self.at += 1
        if c != "\\":
            return c
        c = self.peek()
        if not c:
            raise self.fail("bad escape (end of pattern)", start)
        self.at += 1
        if c in "dDsSwW":
            return _of_kind(c, flags)
        if c in _OCTAL:
            digits = c + self.peek(2)
            digits = digits[:len(digits) - len(digits.lstrip(_OCTAL))]
            self.at += len(digits) - 1
            n = int(digits, 8)
            if n > 0o377:
                raise self.fail("octal escape value \\%s outside of range 0-0o377" % digits, start)
            return chr(n)
        found = self.character(c, start)
        if found is not None:
            return found
        if c in _DIGITS or c in _ASCII_LETTERS:
            raise self.fail("bad escape \\" + c, start)
        return c

    def group(self, flags, is_first):
        from _re_groups import parse_group
        return parse_group(self, flags, is_first)
