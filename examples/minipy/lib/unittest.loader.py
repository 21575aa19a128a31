"""TestLoader: finds the tests in classes, modules, and by name."""

import sys
from importlib import import_module
from unittest import case, suite

__unittest = True


class TestLoader:
    testMethodPrefix = "test"
    sortTestMethodsUsing = staticmethod(lambda a, b: (a > b) - (a < b))
    testNamePatterns = None
    suiteClass = suite.TestSuite

    def __init__(self):
        self.errors = []

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        tests = []
        for name in dir(module):
            obj = getattr(module, name)
            if isinstance(obj, type) and issubclass(obj, case.TestCase) and obj not in (case.TestCase, case.FunctionTestCase):
                tests.append(self.loadTestsFromTestCase(obj))
        load_tests = getattr(module, "load_tests", None)
        tests = self.suiteClass(tests)
        if load_tests is not None:
            return load_tests(self, tests, pattern)
        return tests

    def loadTestsFromName(self, name, module=None):
        parts = name.split(".")
        if module is None:
            tried = parts[:]
            while tried:
                try:
                    import_module(".".join(tried))
                    module = sys.modules[tried[0]]
                    break
                except ImportError:
                    tried.pop()
                    if not tried:
                        raise
            parts = parts[1:]
        obj = module
        parent = None
        for part in parts:
            parent, obj = obj, getattr(obj, part)
        if isinstance(obj, type(sys)):
            return self.loadTestsFromModule(obj)
        if isinstance(obj, type) and issubclass(obj, case.TestCase):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, type(_a_function)) and isinstance(parent, type) and issubclass(parent, case.TestCase):
            return self.suiteClass([parent(parts[-1])])
        if isinstance(obj, suite.TestSuite):
            return obj
        if callable(obj):
            test = obj()
            if isinstance(test, suite.TestSuite):
                return test
            if isinstance(test, case.TestCase):
                return self.suiteClass([test])
            raise TypeError("calling %s returned %s, not a test" % (obj, test))
        raise TypeError("don't know how to make test from: %s" % obj)

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        names = []
        for name in dir(testCaseClass):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                continue
            full = f"{testCaseClass.__module__}.{testCaseClass.__qualname__}.{name}"
            if self.testNamePatterns is None or any(_matches(full, pattern) for pattern in self.testNamePatterns):
                names.append(name)
        if self.sortTestMethodsUsing:
            from functools import cmp_to_key
            names.sort(key=cmp_to_key(self.sortTestMethodsUsing))
        return names


def _a_function():
    pass


def _matches(text, pattern):
    """A pattern with * and ? in it, as file names have."""
    parts = pattern.split("*")
    if len(parts) == 1:
        return _fits(text, pattern)
    if not _fits(text[:len(parts[0])], parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        while at + len(part) <= len(text) and not _fits(text[at:at + len(part)], part):
            at += 1
        if at + len(part) > len(text):
            return False
        at += len(part)
    last = parts[-1]
    return len(text) - at >= len(last) and _fits(text[len(text) - len(last):], last)


def _fits(text, part):
    return len(text) == len(part) and all(p == "?" or p == c for p, c in zip(part, text))


defaultTestLoader = TestLoader()
