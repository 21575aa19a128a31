"""A line that tells how far a long run is: rewritten on a terminal, elsewhere (a log) a new one each minute."""
import shutil
import sys
import time

PERIOD = 60  # seconds between two lines where they stay


def in_words(seconds):
    """90 -> "1 min 30 s": two units at most."""
    seconds = int(seconds + 0.5)
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


class Progress:
    def __init__(self, stream=sys.stderr):
        self.stream = stream
        self.is_terminal = stream.isatty()
        self.last = time.monotonic()
        self.is_open = False  # is a line on the terminal without an end?

    def show(self, text):
        if self.is_terminal:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{text[:width]:<{width}}", end="", file=self.stream, flush=True)
            self.is_open = True
        elif time.monotonic() - self.last >= PERIOD:
            self.last = time.monotonic()
            print(text, file=self.stream, flush=True)

    def end(self):
        """Before anything else is printed."""
        if self.is_open:
            print(file=self.stream, flush=True)
        self.is_open = False
