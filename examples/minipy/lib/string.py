"""Constants of characters, and templates."""

__all__ = ["Template", "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits",
           "octdigits", "printable", "punctuation", "whitespace"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


_MISSING = object()
_FIRST = ascii_letters + "_"
_REST = _FIRST + digits


class Template:
    """A text with $name and ${name} in it."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """(text before, name or None, what stood there or None where it is no placeholder, place)."""
        text = self.template
        at = 0
        while True:
            place = text.find(self.delimiter, at)
            if place < 0:
                yield text[at:], None, "", len(text)
                return
            i = place + len(self.delimiter)
            if text[i:i + 1] == self.delimiter:
                yield text[at:i], None, "", place
                at = i + 1
                continue
            braced = text[i:i + 1] == "{"
            begin = end = i + braced
            if text[begin:begin + 1] and text[begin] in _FIRST:
                while end < len(text) and text[end] in _REST:
                    end += 1
            if end > begin and (not braced or text[end:end + 1] == "}"):
                name = text[begin:end]
                end += braced
                yield text[at:place], name, text[place:end], place
                at = end
            else:
                yield text[at:place], None, None, place
                yield text[place:i], None, "", place
                at = i

    def _substituted(self, mapping, is_safe):
        result = []
        for before, name, written, place in self._parts():
            result.append(before)
            if name is not None:
                value = _MISSING
                try:
                    value = mapping[name]
                except KeyError:
                    if not is_safe:
                        raise
                result.append(written if value is _MISSING else str(value))
            elif written is None and not is_safe:
                lines = self.template[:place].splitlines(keepends=True)
                line = max(len(lines), 1)
                column = place - len("".join(lines[:-1])) + 1
                raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))
        return "".join(result)

    def substitute(self, mapping={}, /, **kws):
        return self._substituted({**mapping, **kws} if kws else mapping, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._substituted({**mapping, **kws} if kws else mapping, True)

    def get_identifiers(self):
        names = []
        for _, name, _, _ in self._parts():
            if name is not None and name not in names:
                names.append(name)
        return names

    def is_valid(self):
        return all(written is not None for _, _, written, _ in self._parts())
