"""TestResult: what is known of the tests that have run."""

import sys
from unittest.util import strclass

__unittest = True


def failfast(method):
    def inner(self, *args, **kw):
        if getattr(self, "failfast", False):
            self.stop()
        return method(self, *args, **kw)
    return inner


class TestResult:
    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False
        self._stdout_buffer = None
        self._stderr_buffer = None
        self._original_stdout = sys.stdout
        self._original_stderr = sys.stderr
        self._mirrorOutput = False

    def printErrors(self):
        pass

    def startTest(self, test):
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def _setupStdout(self):
        if self.buffer:
            if self._stderr_buffer is None:
                from io import StringIO
                self._stderr_buffer = StringIO()
                self._stdout_buffer = StringIO()
            sys.stdout = self._stdout_buffer
            sys.stderr = self._stderr_buffer

    def startTestRun(self):
        pass

    def stopTest(self, test):
        self._restoreStdout()
        self._mirrorOutput = False

    def _restoreStdout(self):
        if not self.buffer:
            return
        if self._mirrorOutput:
            for buffer, original, name in ((sys.stdout, self._original_stdout, "Stdout"),
                                           (sys.stderr, self._original_stderr, "Stderr")):
                output = buffer.getvalue()
                if output:
                    if not output.endswith("\n"):
                        output += "\n"
                    original.write("\n%s:\n%s" % (name, output))
        sys.stdout = self._original_stdout
        sys.stderr = self._original_stderr
        for buffer in (self._stdout_buffer, self._stderr_buffer):
            buffer.seek(0)
            buffer.truncate()

    def stopTestRun(self):
        pass

    @failfast
    def addError(self, test, err):
        self.errors.append((test, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    @failfast
    def addFailure(self, test, err):
        self.failures.append((test, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    def addSubTest(self, test, subtest, err):
        if err is not None:
            if getattr(self, "failfast", False):
                self.stop()
            kind = self.failures if issubclass(err[0], test.failureException) else self.errors
            kind.append((subtest, self._exc_info_to_string(err, test)))
            self._mirrorOutput = True

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def stop(self):
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        from traceback import format_exception
        kind, value, tb = err
        tb = self._clean_tracebacks(kind, value, tb, test)
        text = "".join(format_exception(kind, value, tb))
        if self.buffer:
            for buffer, name in ((sys.stdout, "Stdout"), (sys.stderr, "Stderr")):
                output = buffer.getvalue()
                if output:
                    if not output.endswith("\n"):
                        output += "\n"
                    text += "\n%s:\n%s" % (name, output)
        return text

    def _clean_tracebacks(self, kind, value, tb, test):
        """Takes the frames of unittest out, of the exception and of those in its chain."""
        result = None
        first = True
        left, seen = [(kind, value, tb)], {id(value)}
        while left:
            kind, value, tb = left.pop()
            while tb and _is_ours(tb):
                tb = tb.tb_next
            if kind is not None and issubclass(kind, test.failureException):
                last = None
                each = tb
                while each and not _is_ours(each):
                    last = each
                    each = each.tb_next
                if last is not None:
                    last.tb_next = None
            if first:
                result = tb
                first = False
            else:
                value.__traceback__ = tb
            if value is not None:
                for other in (value.__cause__, value.__context__):
                    if other is not None and id(other) not in seen:
                        left.append((type(other), other, other.__traceback__))
                        seen.add(id(other))
        return result

    def __repr__(self):
        return "<%s run=%i errors=%i failures=%i>" % (
            strclass(self.__class__), self.testsRun, len(self.errors), len(self.failures))


def _is_ours(tb):
    frame = tb.tb_frame
    try:
        return "__unittest" in frame.f_globals
    except AttributeError:
        # The modules of the library have such names for files.
        return frame.f_code.co_filename.startswith("<lib>/unittest")
