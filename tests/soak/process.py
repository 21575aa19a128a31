"""A command in a process group of its own: what it leaves running ends with it."""
import os
import signal
import subprocess
import time


class Process:
    def __init__(self, command, output, errors=subprocess.STDOUT):
        """`output` and `errors` are open files; they may be closed afterwards."""
        self.begun = time.monotonic()
        # No session of its own: Linux shares processors out to sessions, so many of them would push others aside.
        self.child = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output,
                                      stderr=errors, preexec_fn=os.setpgrp)
        self.ended = None
        self.ended_after = 0.0  # seconds
        self.cpu_seconds = 0.0  # its own and those of its children that it waited for, once it has ended

    @property
    def seconds(self):
        return time.monotonic() - self.begun

    def status(self):
        """How it ended, as subprocess tells it, or None while it runs."""
        if self.ended is None:
            self.look(os.WNOHANG)
        return self.ended

    def end(self, patience=0):
        """Asks it and its children to end, and after so many seconds makes them end; returns when it has."""
        if patience:
            late = time.monotonic() + patience
            is_there = self.send(signal.SIGTERM)
            # A shell may be gone before what it has started.
            while is_there and time.monotonic() < late:
                time.sleep(0.02)
                self.status()
                is_there = self.send(0)
        self.send(signal.SIGKILL)
        if self.ended is None:
            self.look(0)

    def send(self, what):
        """Whether anything of it was still there."""
        try:
            os.killpg(self.child.pid, what)
        except ProcessLookupError:
            return False
        return True

    def look(self, options):
        found, status, usage = os.wait4(self.child.pid, options)
        if found:
            self.ended = self.child.returncode = os.waitstatus_to_exitcode(status)
            self.ended_after = time.monotonic() - self.begun
            self.cpu_seconds = usage.ru_utime + usage.ru_stime


class Interruption:
    """Ctrl-C, SIGTERM and SIGHUP cut nothing off in the middle: loops ask whether one of them came."""

    def __init__(self):
        self.came = False

    def watch(self):
        for name in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            # What nohup ignores stays ignored; so does Ctrl-C where a shell put the program in the background.
            if signal.getsignal(name) != signal.SIG_IGN:
                signal.signal(name, self.note)
        return self

    def note(self, *_):
        self.came = True
