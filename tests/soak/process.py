"""A command in a process group of its own: what it leaves running ends with it."""
import os
import signal
import subprocess
import time


class Process:
    def __init__(self, command, output, errors=subprocess.STDOUT):
        """`output` and `errors` are open files; they may be closed afterwards."""
        self.begun = time.monotonic()
        self.child = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output,
                                      stderr=errors, start_new_session=True)
        self.ended = None
        self.cpu_seconds = 0.0  # its own and those of its children that it waited for, once it has ended

    @property
    def seconds(self):
        return time.monotonic() - self.begun

    def status(self):
        """How it ended, as subprocess tells it, or None while it runs."""
        if self.ended is None:
            self.look(os.WNOHANG)
        return self.ended

    def kill(self):
        """Returns when the process has ended; its own children may take a moment longer."""
        if self.ended is not None:
            return
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.look(0)

    def look(self, options):
        found, status, usage = os.wait4(self.child.pid, options)
        if found:
            self.ended = self.child.returncode = os.waitstatus_to_exitcode(status)
            self.cpu_seconds = usage.ru_utime + usage.ru_stime


def end_on_signals():
    """SIGTERM and SIGHUP are like Ctrl-C: what was done is still told."""
    def interrupt(*_):
        raise KeyboardInterrupt

    for name in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        # What nohup ignores stays ignored; a shell's background job ignores Ctrl-C.
        if signal.getsignal(name) != signal.SIG_IGN:
            signal.signal(name, interrupt)
