"""Constants of characters, and templates."""

import re

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


class Template:
    """A text with $name and ${name} in it. Subclasses may say what the names look like, and what stands before them."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        pattern = cls.__dict__.get("pattern")
        if pattern is None:
            mark = re.escape(cls.delimiter)
            pattern = r"%s(?:(?P<escaped>%s)|(?P<named>%s)|{(?P<braced>%s)}|(?P<invalid>))" % (
                mark, mark, cls.idpattern, cls.braceidpattern or cls.idpattern)
        cls.pattern = re.compile(pattern, cls.flags | re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _kind(self, match):
        """("named", the name), ("escaped", None) or ("invalid", None)."""
        groups = match.groupdict()
        name = groups.get("named") or groups.get("braced")
        if name is not None:
            return "named", name
        for kind in ("escaped", "invalid"):
            if groups.get(kind) is not None:
                return kind, None
        raise ValueError("Unrecognized named group in pattern", self.pattern)

    def _substituted(self, mapping, kws, is_safe):
        if kws:
            from collections import ChainMap
            mapping = ChainMap(kws, mapping)

        def fill(match):
            kind, name = self._kind(match)
            if kind == "escaped":
                return self.delimiter
            if kind == "named":
                try:
                    return str(mapping[name])
                except KeyError:
                    if not is_safe:
                        raise
            elif not is_safe:
                place = match.start("invalid")
                lines = self.template[:place].splitlines(keepends=True) or [""]
                column = place - len("".join(lines[:-1])) if place else 1
                raise ValueError("Invalid placeholder in string: line %d, col %d" % (len(lines), column))
            return match.group()
        return self.pattern.sub(fill, self.template)

    def substitute(self, mapping={}, /, **kws):
        return self._substituted(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._substituted(mapping, kws, True)

    def get_identifiers(self):
        kinds = [self._kind(match) for match in self.pattern.finditer(self.template)]
        return list(dict.fromkeys([name for kind, name in kinds if kind == "named"]))

    def is_valid(self):
        return all([self._kind(match)[0] != "invalid" for match in self.pattern.finditer(self.template)])


Template.__init_subclass__()
