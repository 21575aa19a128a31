"""Streams in memory. Files are what open() gives."""

from builtins import open

__all__ = ["DEFAULT_BUFFER_SIZE", "IOBase", "SEEK_CUR", "SEEK_END", "SEEK_SET", "StringIO", "TextIOBase",
           "UnsupportedOperation", "open"]

DEFAULT_BUFFER_SIZE = 8192
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    def _unsupported(self, name):
        raise UnsupportedOperation(f"{self.__class__.__name__}.{name}() not supported")

    _closed = False

    @property
    def closed(self):
        return self._closed

    def close(self):
        if not self._closed:
            self.flush()
            self._closed = True

    def flush(self):
        self._check_closed()

    def _check_closed(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def seek(self, pos, whence=0):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, pos=None):
        self._unsupported("truncate")

    def seekable(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def fileno(self):
        self._unsupported("fileno")

    def isatty(self):
        self._check_closed()
        return False

    def __enter__(self):
        self._check_closed()
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        self._check_closed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=None):
        if hint is None or hint <= 0:
            return list(self)
        lines, n = [], 0
        for line in self:
            lines.append(line)
            n += len(line)
            if n >= hint:
                break
        return lines

    def writelines(self, lines):
        self._check_closed()
        for line in lines:
            self.write(line)


class TextIOBase(IOBase):
    encoding = None
    newlines = None
    errors = None

    def read(self, size=-1):
        self._unsupported("read")

    def write(self, s):
        self._unsupported("write")

    def readline(self):
        self._unsupported("readline")

    def detach(self):
        self._unsupported("detach")


class StringIO(TextIOBase):
    """Text in memory: the parts that were written at the end, joined when somebody looks."""

    __module__ = "_io"

    def __init__(self, initial_value="", newline="\n"):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._newline = newline
        self._text = self._translated(initial_value or "")
        self._more = []  # written behind _text
        self._length = self._position = 0
        self._length = len(self._text)

    def _translated(self, s):
        newline = self._newline
        if newline is None:
            return s.replace("\r\n", "\n").replace("\r", "\n")
        if newline in ("\r", "\r\n"):
            return s.replace("\n", newline)
        return s

    def _joined(self):
        if self._more:
            self._text += "".join(self._more)
            self._more.clear()
        return self._text

    def getvalue(self):
        self._check_closed()
        return self._joined()

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        if self._closed:
            self._check_closed()
        count = len(s)
        if count:
            if self._newline != "\n":
                s = self._translated(s)
            if self._position == self._length:
                self._more.append(s)
                self._length += len(s)
                self._position = self._length
            else:
                text = self._joined()
                if self._position > len(text):
                    text += "\0" * (self._position - len(text))
                end = self._position + len(s)
                self._text = text[:self._position] + s + text[end:]
                self._position = end
                self._length = len(self._text)
        return count

    def read(self, size=-1, /):
        self._check_closed()
        text = self._joined()
        begin = min(self._position, len(text))
        end = len(text) if size is None or size < 0 else min(len(text), begin + size)
        self._position = max(end, self._position) if begin < self._position else end
        return text[begin:end]

    def readline(self, size=-1, /):
        self._check_closed()
        text = self._joined()
        begin = self._position
        if begin >= len(text):
            return ""
        newline = self._newline
        if newline == "":
            ends = [at + 1 for at in (text.find("\n", begin), text.find("\r", begin)) if at >= 0]
            end = min(ends) if ends else len(text)
            if ends and text[end - 1] == "\r" and text[end:end + 1] == "\n":
                end += 1
        else:
            at = text.find(newline or "\n", begin)
            end = len(text) if at < 0 else at + len(newline or "\n")
        if size is not None and 0 <= size < end - begin:
            end = begin + size
        self._position = end
        return text[begin:end]

    def tell(self):
        self._check_closed()
        return self._position

    def seek(self, pos, whence=0, /):
        self._check_closed()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0:
            if pos < 0:
                raise ValueError(f"Negative seek position {pos}")
            self._position = pos
        else:
            if pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            if whence == 2:
                self._position = self._length
        return self._position

    def truncate(self, pos=None, /):
        self._check_closed()
        if pos is None:
            pos = self._position
        elif pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._text = self._joined()[:pos]
        self._length = len(self._text)
        return pos

    def close(self):
        self._closed = True

    @property
    def line_buffering(self):
        self._check_closed()
        return False

    def seekable(self):
        self._check_closed()
        return True

    def readable(self):
        self._check_closed()
        return True

    def writable(self):
        self._check_closed()
        return True
