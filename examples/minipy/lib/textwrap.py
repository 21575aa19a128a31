"""Texts in lines of a given width."""

__all__ = ["TextWrapper", "dedent", "fill", "indent", "shorten", "wrap"]

_SPACE = "\t\n\x0b\x0c\r "
_SPACES = str.maketrans({c: " " for c in _SPACE})
_WORD_MARKS = "!\"'&.,?"


def _is_word(c):
    return c.isalnum() or c == "_" or c in _WORD_MARKS


def _is_letter(c):
    return (c.isalnum() or c == "_") and not c.isdecimal()


def _hyphen_breaks(word):
    """The parts of a word, which may break after a hyphen between letters and before a dash of several."""
    parts = []
    begin = i = 0
    length = len(word)
    while i < length:
        if word[i] != "-":
            i += 1
            continue
        run = i
        while run < length and word[run] == "-":
            run += 1
        if run - i > 1:
            if i > begin and _is_word(word[i - 1]) and run < length and (word[run].isalnum() or word[run] == "_"):
                parts += [word[begin:i], word[i:run]]
                begin = run
        elif i - begin >= 2 and _is_letter(word[i - 1]) and (
                _is_letter(word[i - 2]) or i - begin >= 3 and word[i - 2] == "-" and _is_letter(word[i - 3])) and (
                _is_letter(word[run:run + 1] or "-") and
                (_is_letter(word[run + 1:run + 2] or "-") or word[run + 1:run + 2] == "-" and _is_letter(word[run + 2:run + 3] or "-"))):
            parts.append(word[begin:run])
            begin = run
        i = run
    if begin < length:
        parts.append(word[begin:])
    return parts


class TextWrapper:
    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8,
                 *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _chunks(self, text):
        """The words of text and the spaces between them."""
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_SPACES)
        chunks = []
        begin = 0
        while begin < len(text):
            is_space = text[begin] in _SPACE
            end = begin + 1
            while end < len(text) and (text[end] in _SPACE) is is_space:
                end += 1
            chunk = text[begin:end]
            chunks += _hyphen_breaks(chunk) if self.break_on_hyphens and not is_space else [chunk]
            begin = end
        if self.fix_sentence_endings:
            for i in range(len(chunks) - 1):
                end = chunks[i].rstrip("\"'")
                if chunks[i + 1] == " " and len(end) > 1 and end[-1] in ".!?" and end[-2].isascii() and end[-2].islower():
                    chunks[i + 1] = "  "
        return chunks

    def _break_long(self, chunks, line, room):
        """Puts what fits of the next word, which no line has room for, on this line."""
        if self.break_long_words:
            word = chunks[-1]
            end = room
            if self.break_on_hyphens and len(word) > room:
                hyphen = word.rfind("-", 0, room)
                if hyphen > 0 and word[:hyphen].strip("-"):
                    end = hyphen + 1
            line.append(word[:end])
            chunks[-1] = word[end:]
        elif not line:
            line.append(chunks.pop())

    def wrap(self, text):
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks = self._chunks(text)
        chunks.reverse()
        while chunks:
            line = []
            length = 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and not chunks[-1].strip() and lines:
                chunks.pop()
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._break_long(chunks, line, width - length if width >= 1 else 1)
                length = sum([len(chunk) for chunk in line])
            if self.drop_whitespace and line and not line[-1].strip():
                length -= len(line.pop())
            if not line:
                continue
            if (self.max_lines is None or len(lines) + 1 < self.max_lines or
                    (not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()) and length <= width):
                lines.append(indent + "".join(line))
                continue
            self._end(lines, line, length, width, indent)
            break
        return lines

    def _end(self, lines, line, length, width, indent):
        """The last line that is allowed: as many words as leave room for the placeholder."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """Takes away the space that all lines begin with."""
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        rest = line.lstrip(" \t")
        if not rest:
            lines[i] = ""
            continue
        own = line[:len(line) - len(rest)]
        if margin is None:
            margin = own
            continue
        common = 0
        while common < len(margin) and common < len(own) and margin[common] == own[common]:
            common += 1
        margin = margin[:common]
    if margin:
        lines = [line[len(margin):] if line else line for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """Puts prefix before the lines that predicate accepts: those with more than space."""
    if predicate is None:
        predicate = str.strip
    return "".join([prefix + line if predicate(line) else line for line in text.splitlines(True)])
