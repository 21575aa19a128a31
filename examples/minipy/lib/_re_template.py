"""What the matches of a regular expression are replaced with."""

from _re_syntax import _CONTROLS, error


class Template:
    """A replacement: texts and numbers of groups."""

    def __init__(self, text, pattern):
        self.parts = parts = []
        self.text = text
        self.at = 0
        while True:
            slash = text.find("\\", self.at)
            if slash < 0:
                parts.append(text[self.at:])
                break
            parts.append(text[self.at:slash])
            self.at = slash + 1
            parts.append(self.escape(pattern, slash))

    def fail(self, message, at):
        return error(message, self.text, at)

    def group(self, number, pattern, at):
        if number > pattern.groups:
            raise self.fail("invalid group reference %d" % number, at)
        return number

    def escape(self, pattern, slash):
        text = self.text
        c = text[self.at:self.at + 1]
        if not c:
            raise self.fail("bad escape (end of pattern)", slash)
        self.at += 1
        if c == "g":
            return self.named(pattern)
        if c == "0":
            digits = "0"
            while len(digits) < 3 and text[self.at:self.at + 1] and text[self.at] in "01234567":
                digits += text[self.at]
                self.at += 1
            return chr(int(digits, 8))
        if c.isdigit() and c.isascii():
            more = text[self.at:self.at + 2]
            if more[:1].isdigit() and more.isascii():
                if c in "0123" and len(more) == 2 and not more.strip("01234567"):
                    self.at += 2
                    return chr(int(c + more, 8))
                if c in "4567" and len(more) == 2 and not more.strip("01234567"):
                    raise self.fail("octal escape value \\%s outside of range 0-0o377" % (c + more), slash)
                c += more[0]
                self.at += 1
            return self.group(int(c), pattern, slash + 1)
        if c in "abfnrtv\\":
            return _CONTROLS[c]
        if c.isalpha() and c.isascii():
            raise self.fail("bad escape \\" + c, slash)
        return "\\" + c

    def named(self, pattern):
        if self.text[self.at:self.at + 1] != "<":
            raise self.fail("missing <", self.at)
        begin = self.at + 1
        end = self.text.find(">", begin)
        if end < 0 and begin < len(self.text):
            raise self.fail("missing >, unterminated name", begin)
        if end <= begin:
            raise self.fail("missing group name", begin)
        name = self.text[begin:end]
        self.at = end + 1
        if name.isidentifier():
            if name not in pattern.groupindex:
                raise IndexError("unknown group name %r" % name)
            return pattern.groupindex[name]
        if not name.isdecimal():
            raise self.fail("bad character in group name %r" % name, begin)
        return self.group(int(name), pattern, begin)

    def fill(self, match):
        return "".join([part if isinstance(part, str) else match.group(part) or "" for part in self.parts])
