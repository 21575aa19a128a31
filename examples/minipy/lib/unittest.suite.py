"""TestSuite: tests in order, with what is set up once for a class or a module."""

import sys
from unittest import case
from unittest.util import strclass

__unittest = True


class BaseTestSuite:
    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def __repr__(self):
        return "<%s tests=%s>" % (strclass(self.__class__), list(self))

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return list(self) == list(other)

    __hash__ = None

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return self._removed_tests + sum([test.countTestCases() for test in self if test])

    def addTest(self, test):
        if not callable(test):
            raise TypeError("{} is not callable".format(repr(test)))
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def run(self, result):
        for i, test in enumerate(self):
            if result.shouldStop:
                break
            test(result)
            if self._cleanup:
                self._forget(i)
        return result

    def _forget(self, i):
        """What a test holds can go when it has run."""
        test = self._tests[i]
        if hasattr(test, "countTestCases"):
            self._removed_tests += test.countTestCases()
            self._tests[i] = None

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    def run(self, result, debug=False):
        is_outermost = not result._testRunEntered
        if is_outermost:
            result._testRunEntered = True
        for i, test in enumerate(self):
            if result.shouldStop:
                break
            if not _is_suite(test):
                self._tear_down_class(test, result)
                self._change_module(test, result)
                self._set_up_class(test, result)
                result._previousTestClass = test.__class__
                if getattr(test.__class__, "_classSetupFailed", False) or result._moduleSetUpFailed:
                    continue
            if debug:
                test.debug()
            else:
                test(result)
            if self._cleanup:
                self._forget(i)
        if is_outermost:
            self._tear_down_class(None, result)
            self._tear_down_module(result)
            result._testRunEntered = False
        return result

    def debug(self):
        self.run(_DebugResult(), True)

    # --- classes ---

    def _set_up_class(self, test, result):
        previous = result._previousTestClass
        cls = test.__class__
        if cls == previous or result._moduleSetUpFailed or getattr(cls, "__unittest_skip__", False):
            return
        try:
            cls._classSetupFailed = False
        except TypeError:
            pass
        set_up = getattr(cls, "setUpClass", None)
        if set_up is not None:
            _with_output_of(result, self._call_set_up, cls, set_up, result)

    def _call_set_up(self, cls, set_up, result):
        failed = False
        try:
            set_up()
        except Exception as error:
            if isinstance(result, _DebugResult):
                raise
            failed = True
            try:
                cls._classSetupFailed = True
            except TypeError:
                pass
            self._note(result, error, "setUpClass", strclass(cls))
        if failed:
            self._clean_up_class(cls, result, "setUpClass")

    def _clean_up_class(self, cls, result, method):
        clean_up = getattr(cls, "doClassCleanups", None)
        if clean_up is None:
            return
        clean_up()
        for details in cls.tearDown_exceptions:
            if isinstance(result, _DebugResult):
                raise details[1]
            self._note(result, details[1], method, strclass(cls))

    def _tear_down_class(self, test, result):
        previous = result._previousTestClass
        if previous is None or test is not None and test.__class__ == previous:
            return
        if (getattr(previous, "_classSetupFailed", False) or result._moduleSetUpFailed
                or getattr(previous, "__unittest_skip__", False)):
            return
        tear_down = getattr(previous, "tearDownClass", None)
        if tear_down is not None:
            _with_output_of(result, self._call_tear_down, previous, tear_down, result)

    def _call_tear_down(self, previous, tear_down, result):
        try:
            tear_down()
        except Exception as error:
            if isinstance(result, _DebugResult):
                raise
            self._note(result, error, "tearDownClass", strclass(previous))
        self._clean_up_class(previous, result, "tearDownClass")

    # --- modules ---

    def _change_module(self, test, result):
        previous = None
        if result._previousTestClass is not None:
            previous = result._previousTestClass.__module__
        name = test.__class__.__module__
        if name == previous:
            return
        self._tear_down_module(result)
        result._moduleSetUpFailed = False
        module = sys.modules.get(name)
        set_up = getattr(module, "setUpModule", None)
        if set_up is not None:
            _with_output_of(result, self._call_module_set_up, name, set_up, result)

    def _call_module_set_up(self, name, set_up, result):
        try:
            set_up()
        except Exception as error:
            if isinstance(result, _DebugResult):
                raise
            result._moduleSetUpFailed = True
            self._note(result, error, "setUpModule", name)
        if result._moduleSetUpFailed:
            self._clean_up_module(result, "setUpModule", name)

    def _clean_up_module(self, result, method, name):
        try:
            case.doModuleCleanups()
        except Exception as error:
            if isinstance(result, _DebugResult):
                raise
            self._note(result, error, method, name)

    def _tear_down_module(self, result):
        if result._previousTestClass is None or result._moduleSetUpFailed:
            return
        name = result._previousTestClass.__module__
        module = sys.modules.get(name)
        if module is not None:
            _with_output_of(result, self._call_module_tear_down, name, getattr(module, "tearDownModule", None), result)

    def _call_module_tear_down(self, name, tear_down, result):
        if tear_down is not None:
            try:
                tear_down()
            except Exception as error:
                if isinstance(result, _DebugResult):
                    raise
                self._note(result, error, "tearDownModule", name)
        self._clean_up_module(result, "tearDownModule", name)

    def _note(self, result, error, method, parent):
        holder = _ErrorHolder(f"{method} ({parent})")
        if isinstance(error, case.SkipTest):
            result.addSkip(holder, str(error))
        else:
            result.addError(holder, (type(error), error, error.__traceback__))


def _with_output_of(result, function, *args):
    """What is printed meanwhile goes where the result wants it."""
    set_up = getattr(result, "_setupStdout", None)
    if set_up is not None:
        set_up()
    try:
        function(*args)
    finally:
        restore = getattr(result, "_restoreStdout", None)
        if restore is not None:
            restore()


class _ErrorHolder:
    """Stands for a test where something failed that belongs to none."""

    def __init__(self, description):
        self.description = description
        self.failureException = _Never

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return "<ErrorHolder description=%r>" % (self.description,)

    def __str__(self):
        return self.id()

    def run(self, result):
        pass

    def __call__(self, result):
        return self.run(result)

    def countTestCases(self):
        return 0


class _Never(Exception):
    pass


def _is_suite(test):
    try:
        iter(test)
    except TypeError:
        return False
    return True


class _DebugResult:
    _previousTestClass = None
    _moduleSetUpFailed = False
    _testRunEntered = False
    shouldStop = False
