"""TestCase: one test, how it runs, and how it is skipped or expected to fail."""

from functools import wraps
from unittest._assertions import Assertions
from unittest.result import TestResult
from unittest.util import strclass

__unittest = True
_NO_MESSAGE = object()


class SkipTest(Exception):
    """Raised in a test to skip it."""


class _ShouldStop(Exception):
    """A subtest failed, and the first failure is to be the last."""


# --- skipping and expecting ---

def skip(reason):
    def decorate(item):
        if not isinstance(item, type):
            @wraps(item)
            def skipped(*args, **kwargs):
                raise SkipTest(reason)
            item = skipped
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item
    if type(reason) is type(skip):
        item, reason = reason, ""
        return decorate(item)
    return decorate


def _same(item):
    return item


def skipIf(condition, reason):
    return skip(reason) if condition else _same


def skipUnless(condition, reason):
    return _same if condition else skip(reason)


def expectedFailure(test_item):
    test_item.__unittest_expecting_failure__ = True
    return test_item


# --- cleaning up after modules ---

_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    _module_cleanups.append((function, args, kwargs))


def doModuleCleanups():
    errors = []
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]


def _enter(cm, add_cleanup):
    cls = type(cm)
    try:
        enter, leave = cls.__enter__, cls.__exit__
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does "
                        f"not support the context manager protocol") from None
    result = enter(cm)
    add_cleanup(leave, cm, None, None, None)
    return result


def enterModuleContext(cm):
    return _enter(cm, addModuleCleanup)


class _Outcome:
    """How a test has gone so far."""

    def __init__(self, result):
        self.result = result
        self.success = True
        self.expecting_failure = False
        self.expected_failure = None

    def run(self, test, function, *args):
        """One part of a test. Whether it went well."""
        before = self.success
        self.success = True
        try:
            function(*args)
        except KeyboardInterrupt:
            raise
        except SkipTest as reason:
            self.success = False
            self.result.addSkip(test, str(reason))
        except _ShouldStop:
            self.success = False
        except BaseException as error:
            self.note(test, error)
        self.success = self.success and before

    def note(self, test, error):
        details = type(error), error, error.__traceback__
        if self.expecting_failure:
            self.expected_failure = details
            return
        self.success = False
        if isinstance(test, _SubTest):
            self.result.addSubTest(test.test_case, test, details)
        elif issubclass(details[0], test.failureException):
            self.result.addFailure(test, details)
        else:
            self.result.addError(test, details)


class TestCase(Assertions):
    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2 ** 16

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._outcome = None
        self._testMethodDoc = "No test"
        self._subtest = None
        self._cleanups = []
        self._type_equality_funcs = {}
        method = getattr(self, methodName, None)
        if method is not None:
            self._testMethodDoc = method.__doc__
        elif methodName != "runTest":
            raise ValueError("no such test method in %s: %s" % (self.__class__, methodName))
        for kind, name in self._equality_methods:
            self.addTypeEqualityFunc(kind, name)

    def addTypeEqualityFunc(self, typeobj, function):
        self._type_equality_funcs[typeobj] = function

    # --- what subclasses may define ---

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    # --- cleaning up ---

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        return _enter(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        return _enter(cm, cls.addClassCleanup)

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception as error:
                cls.tearDown_exceptions.append((type(error), error, error.__traceback__))

    def doCleanups(self):
        outcome = self._outcome or _Outcome(TestResult())
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            outcome.run(self, self._callCleanup, function, args, kwargs)
        return outcome.success

    def _callCleanup(self, function, args, kwargs):
        function(*args, **kwargs)

    # --- names ---

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def shortDescription(self):
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def id(self):
        return "%s.%s" % (strclass(self.__class__), self._testMethodName)

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return "%s (%s.%s)" % (self._testMethodName, strclass(self.__class__), self._testMethodName)

    def __repr__(self):
        return "<%s testMethod=%s>" % (strclass(self.__class__), self._testMethodName)

    # --- running ---

    def subTest(self, msg=_NO_MESSAGE, **params):
        return _SubTestBlock(self, msg, params)

    def _callTestMethod(self, method):
        if method() is not None:
            import warnings
            warnings.warn(f"It is deprecated to return a value that is not None from a test case ({method})",
                          DeprecationWarning, stacklevel=3)

    def run(self, result=None):
        own_result = result is None
        if own_result:
            result = self.defaultTestResult()
            getattr(result, "startTestRun", _nothing)()
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            if getattr(self.__class__, "__unittest_skip__", False) or getattr(method, "__unittest_skip__", False):
                result.addSkip(self, getattr(self.__class__, "__unittest_skip_why__", "")
                               or getattr(method, "__unittest_skip_why__", ""))
                return result
            expecting = (getattr(self, "__unittest_expecting_failure__", False)
                         or getattr(method, "__unittest_expecting_failure__", False))
            outcome = self._outcome = _Outcome(result)
            try:
                outcome.run(self, self.setUp)
                if outcome.success:
                    outcome.expecting_failure = expecting
                    outcome.run(self, self._callTestMethod, method)
                    outcome.expecting_failure = False
                    outcome.run(self, self.tearDown)
                self.doCleanups()
                if outcome.success:
                    if not expecting:
                        result.addSuccess(self)
                    elif outcome.expected_failure:
                        result.addExpectedFailure(self, outcome.expected_failure)
                    else:
                        result.addUnexpectedSuccess(self)
                return result
            finally:
                # Nothing shall hold on to what the test had.
                outcome.expected_failure = None
                outcome = self._outcome = None
        finally:
            result.stopTest(self)
            if own_result:
                getattr(result, "stopTestRun", _nothing)()

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def fail(self, msg=None):
        raise self.failureException(msg)


def _nothing():
    pass


class FunctionTestCase(TestCase):
    """A test made of functions."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._functions = setUp, testFunc, tearDown
        self._description = description

    def setUp(self):
        if self._functions[0] is not None:
            self._functions[0]()

    def tearDown(self):
        if self._functions[2] is not None:
            self._functions[2]()

    def runTest(self):
        self._functions[1]()

    def id(self):
        return self._functions[1].__name__

    def __str__(self):
        return "%s (%s)" % (strclass(self.__class__), self.id())

    def shortDescription(self):
        if self._description is not None:
            return self._description
        doc = self._functions[1].__doc__
        return doc and doc.split("\n")[0].strip() or None


class _SubTest(TestCase):
    """What the result is told of when a part of a test is done."""

    def __init__(self, test_case, message, params):
        super().__init__()
        self._message = message
        self.test_case = test_case
        self.params = params
        self.failureException = test_case.failureException

    def runTest(self):
        raise NotImplementedError("subtests cannot be run directly")

    def _subDescription(self):
        parts = []
        if self._message is not _NO_MESSAGE:
            parts.append("[{}]".format(self._message))
        if self.params:
            parts.append("({})".format(", ".join(["{}={!r}".format(k, v) for k, v in self.params.items()])))
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return "{} {}".format(self.test_case.id(), self._subDescription())

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return "{} {}".format(self.test_case, self._subDescription())


def _chained(inner, outer):
    """The parameters of the inner block first."""
    return {**inner, **{name: value for name, value in outer.items() if name not in inner}}


class _SubTestBlock:
    """The with statement of TestCase.subTest(): its failure is told at once, and the test goes on."""

    def __init__(self, test, message, params):
        self._test = test
        self._message = message
        self._params = params

    def __enter__(self):
        test = self._test
        if test._outcome is None:
            return
        self._outer = test._subtest
        params = self._params if self._outer is None else _chained(self._params, self._outer.params)
        test._subtest = _SubTest(test, self._message, params)
        self._before = test._outcome.success
        test._outcome.success = True

    def __exit__(self, kind, error, traceback):
        test = self._test
        outcome = test._outcome
        if outcome is None:
            return False
        subtest = test._subtest
        test._subtest = self._outer
        handled = True
        if error is None:
            if outcome.success:
                outcome.result.addSubTest(test, subtest, None)
        elif isinstance(error, KeyboardInterrupt):
            handled = False
        elif isinstance(error, SkipTest):
            outcome.success = False
            outcome.result.addSkip(subtest, str(error))
        elif isinstance(error, _ShouldStop):
            outcome.success = False
        else:
            outcome.note(subtest, error)
        failed = not outcome.success
        outcome.success = outcome.success and self._before
        if handled and failed and outcome.result is not None and getattr(outcome.result, "failfast", False):
            raise _ShouldStop
        if handled and outcome.expected_failure:
            raise _ShouldStop
        return handled
