"""Texts cut into lines."""

__all__ = ["dedent", "fill", "indent", "shorten", "wrap"]


def dedent(text):
    """Takes from the lines the white space with which they all begin; lines of white space alone become empty."""
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        content = line.lstrip(" \t")
        if not content:
            lines[i] = ""
            continue
        begin = line[:len(line) - len(content)]
        if margin is None:
            margin = begin
        else:
            length = 0
            while length < min(len(margin), len(begin)) and margin[length] == begin[length]:
                length += 1
            margin = margin[:length]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    if predicate is None:
        predicate = str.strip
    return "".join([prefix + line if predicate(line) else line for line in text.splitlines(True)])


def _words(text):
    """The words; a hyphen between letters is a place to break at."""
    words = []
    for word in text.split():
        begin = 0
        for i in range(1, len(word) - 1):
            if (word[i] == "-" and i >= begin + 2 and word[i - 1].isalpha() and word[i - 2].isalpha() and word[i + 1].isalpha()
                    and word[i + 2:i + 3].isalpha()):
                words.append((word[begin:i + 1], begin == 0))
                begin = i + 1
        words.append((word[begin:], begin == 0))
    return words


def wrap(text, width=70, *, initial_indent="", subsequent_indent="", break_long_words=True):
    if width <= 0:
        raise ValueError("invalid width %r (must be > 0)" % width)
    lines = []
    line = ""
    for word, is_first in _words(text.expandtabs()):
        while True:
            start = subsequent_indent if lines else initial_indent
            space = " " if line and is_first else ""
            if len(start) + len(line) + len(space) + len(word) <= width:
                line += space + word
                break
            room = width - len(start)
            if len(word) > room and break_long_words:
                room = max(1, room - len(line) - len(space))
                if len(start) + len(line) + len(space) < width:
                    line += space + word[:room]
                    word = word[room:]
                    is_first = False
            elif not line:
                line = word
                lines.append(start + line)
                line = ""
                break
            lines.append(start + line)
            line = ""
    if line:
        lines.append((subsequent_indent if lines else initial_indent) + line)
    return lines


def fill(text, width=70, **kwargs):
    return "\n".join(wrap(text, width, **kwargs))


def shorten(text, width, placeholder=" [...]"):
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    words = text.split()
    while words and len(" ".join(words)) + len(placeholder) > width:
        words.pop()
    return " ".join(words) + placeholder if words else placeholder.lstrip()
