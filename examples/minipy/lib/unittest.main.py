"""unittest.main(): runs a module's tests as its command line says."""

import sys
from importlib import import_module
from unittest import loader, runner

__unittest = True

_USAGE = """\
usage: {prog} [-h] [-v] [-q] [--locals] [-f] [-c] [-b] [-k TESTNAMEPATTERNS]
{indent} [tests ...]
"""
_HELP = """
positional arguments:
  tests                a list of any number of test modules, classes and test
                       methods.

options:
  -h, --help           show this help message and exit
  -v, --verbose        Verbose output
  -q, --quiet          Quiet output
  --locals             Show local variables in tracebacks
  -f, --failfast       Stop on first fail or error
  -c, --catch          Catch Ctrl-C and display results so far
  -b, --buffer         Buffer stdout and stderr during tests
  -k TESTNAMEPATTERNS  Only run tests which match the given substring
"""
_FLAGS = {"-v": "v", "--verbose": "v", "-q": "q", "--quiet": "q", "-f": "f", "--failfast": "f", "-b": "b", "--buffer": "b",
          "-c": "c", "--catch": "c", "--locals": "l", "-h": "h", "--help": "h"}


class TestProgram:
    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=loader.defaultTestLoader,
                 exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False):
        self.module = import_module(module) if isinstance(module, str) else module
        if argv is None:
            argv = sys.argv
        self.exit = exit
        self.failfast = failfast
        self.catchbreak = catchbreak
        self.buffer = buffer
        self.verbosity = verbosity
        self.tb_locals = tb_locals
        self.warnings = warnings
        self.defaultTest = defaultTest
        self.testRunner = testRunner
        self.testLoader = testLoader
        self.progName = argv[0].replace("\\", "/").split("/")[-1]
        self.parseArgs(argv)
        self.runTests()

    def _usage(self, file):
        file.write(_USAGE.format(prog=self.progName, indent=" " * len("usage: " + self.progName)))

    def _refuse(self, message):
        self._usage(sys.stderr)
        sys.stderr.write("%s: error: %s\n" % (self.progName, message))
        sys.exit(2)

    def parseArgs(self, argv):
        names, patterns = [], []
        left = list(argv[1:])
        while left:
            arg = left.pop(0)
            if arg in _FLAGS:
                self._set(_FLAGS[arg])
            elif arg.startswith("-k"):
                if len(arg) == 2 and not left:
                    self._refuse("argument -k: expected one argument")
                pattern = arg[2:] or left.pop(0)
                patterns.append(pattern if "*" in pattern else "*%s*" % pattern)
            elif arg == "--":
                names += left
                break
            elif arg.startswith("-") and len(arg) > 1:
                if arg.startswith("--") or not all("-" + c in _FLAGS for c in arg[1:]):
                    self._refuse("unrecognized arguments: %s" % arg)
                for c in arg[1:]:
                    self._set(c)
            else:
                names.append(arg)
        if patterns:
            self.testLoader.testNamePatterns = patterns
        self.createTests(names)

    def _set(self, flag):
        if flag == "v":
            self.verbosity = 2
        elif flag == "q":
            self.verbosity = 0
        elif flag == "f":
            self.failfast = True
        elif flag == "b":
            self.buffer = True
        elif flag == "c":
            self.catchbreak = True
        elif flag == "l":
            self.tb_locals = True
        elif flag == "h":
            self._usage(sys.stdout)
            sys.stdout.write(_HELP)
            sys.exit(0)

    def createTests(self, names):
        if names:
            self.test = self.testLoader.loadTestsFromNames(names, self.module)
        elif self.defaultTest is None:
            self.test = self.testLoader.loadTestsFromModule(self.module)
        else:
            default = [self.defaultTest] if isinstance(self.defaultTest, str) else list(self.defaultTest)
            self.test = self.testLoader.loadTestsFromNames(default, self.module)

    def runTests(self):
        test_runner = runner.TextTestRunner if self.testRunner is None else self.testRunner
        if isinstance(test_runner, type):
            test_runner = test_runner(verbosity=self.verbosity, failfast=bool(self.failfast), buffer=bool(self.buffer),
                                      warnings=self.warnings, tb_locals=self.tb_locals)
        self.result = test_runner.run(self.test)
        if self.exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
