#!/usr/bin/env python3
"""How minipy ends: exit statuses and standard streams, where things go wrong. What is expected is what CPython 3.11 does,
but for options that it does not have.

usage: process.py MINIPY
"""
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from gc_stress import sparser_environment  # noqa: E402

MINIPY = str(Path(sys.argv[1]).resolve())
CASES = []


def case(function):
    CASES.append(function)
    return function


def run(*arguments, shell=None, stdin=b""):
    """(exit status, standard output, standard error)"""
    command = ["sh", "-c", shell, MINIPY] if shell else [MINIPY, *arguments]
    # Heaps that are filled are too large to be collected at every allocation.
    environment = sparser_environment(200 if "--heap-limit" in arguments else 1)
    done = subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120,
                          env=environment)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def last_line(text):
    return text.rstrip("\n").rpartition("\n")[2]


def expect(got, *wanted):
    for each in wanted:
        if got == each:
            return
    raise AssertionError(f"got {got!r}, expected {' or '.join(map(repr, wanted))}")


def interrupted(code):
    """Sends SIGINT when the program has printed its first line."""
    with subprocess.Popen([MINIPY, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as program:
        program.stdout.readline()
        for _ in range(30):
            # Between looking for an interrupt and blocking it may come unseen: so again.
            program.send_signal(signal.SIGINT)
            try:
                program.wait(4)
                break
            except subprocess.TimeoutExpired:
                pass
        out, error = program.communicate(timeout=1)
    return program.returncode, out.decode(), last_line(error.decode())


# --- interrupts ------------------------------------------------------------------------------------------------------------

READY = "print('ready', flush=True)\n"


@case
def an_interrupt_ends_the_program_as_the_signal_would():
    for loop in ("while True: pass", "for _ in iter(int, 1): pass", "sum(iter(int, 1))", "sum(range(10**18))",
                 "import time; time.sleep(1000)", "input()", "import re; re.match('(a*)*b', 'a' * 60)",
                 "[3, 2, 1].sort(key=lambda x: [0 for i in iter(int, 1)])", "list(map(lambda x: sum(iter(int, 1)), [1]))"):
        expect(interrupted(READY + loop), (-signal.SIGINT, "", "KeyboardInterrupt"))


@case
def an_interrupt_can_be_caught():
    code = "try:\n    " + READY + "    while True: pass\nexcept KeyboardInterrupt: print('caught')"
    expect(interrupted(code), (0, "caught\n", ""))
    code = "try:\n    " + READY + "    while True: pass\nexcept Exception: print('no')\nfinally: print('finally')"
    expect(interrupted(code), (-signal.SIGINT, "finally\n", "KeyboardInterrupt"))


# --- standard streams ------------------------------------------------------------------------------------------------------


@case
def a_reader_that_leaves_is_a_broken_pipe():
    status, out, error = run(shell='("$0" -c "for i in range(100000): print(i)"; echo $? >&2) | head -1')
    expect(out, "0\n")
    assert "BrokenPipeError: [Errno 32] Broken pipe" in error, error
    expect(last_line(error), "1")


@case
def a_full_disk_is_told_at_the_end():
    status, out, error = run(shell='"$0" -c "print(1)" > /dev/full')
    expect(status, 120)
    expect(error, "Exception ignored in: <_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>\n"
                  "OSError: [Errno 28] No space left on device\n")
    expect(run(shell='"$0" -c "print(1); 1/0" > /dev/full')[0], 120)
    expect(run(shell='"$0" -c "import sys; print(1); sys.exit(3)" > /dev/full')[0], 120)
    status, out, error = run(shell='"$0" -c "print(1, flush=True)" > /dev/full')
    assert "OSError: [Errno 28] No space left on device" in error, error


@case
def a_stream_that_is_closed_is_none():
    expect(run(shell='"$0" -c "print(1)" >&-'), (0, "", ""))
    expect(run(shell='"$0" -c "import sys; print(sys.stdout, file=sys.stderr)" >&-'), (0, "", "None\n"))
    expect(run(shell='"$0" -c "import sys; print(1, file=sys.stderr); 1/0" 2>&-'), (1, "1\n", ""))
    expect(last_line(run(shell='"$0" -c "input()" <&-')[2]), "RuntimeError: input(): lost sys.stdin")
    expect(run(shell='"$0" -c "print(1)" <&- >&- 2>&-'), (0, "", ""))


@case
def a_programs_own_stream_that_fails_is_told():
    status, out, error = run("-c", "import sys\nclass W:\n    def write(self, text): pass\n    def flush(self): raise OSError('no')\n"
                                   "sys.stdout = W()\nprint(1)")
    expect(status, 120)
    expect(re.sub("0x[0-9a-f]+", "0x", error),
           "Exception ignored in: <__main__.W object at 0x>\nTraceback (most recent call last):\n"
           "  File \"<string>\", line 4, in flush\nOSError: no\n")
    status, out, error = run("-c", "import sys\nsys.stdout = 3\nprint(1)")
    expect(status, 120)
    expect(last_line(error), "AttributeError: 'int' object has no attribute 'flush'")


# --- exit statuses ---------------------------------------------------------------------------------------------------------


@case
def exit_statuses_are_pythons():
    for code, status in (("import sys; sys.exit()", 0), ("import sys; sys.exit(3)", 3), ("import sys; sys.exit(256)", 0),
                         ("import sys; sys.exit(-1)", 255), ("import sys; sys.exit(10**30)", 255),
                         ("import sys; sys.exit(True)", 1), ("import sys; sys.exit('text')", 1), ("raise SystemExit", 0),
                         ("raise SystemExit((1, 2))", 1), ("raise KeyboardInterrupt", -signal.SIGINT), ("1/0", 1),
                         ("exit(4)", 4), ("try: exit(5)\nfinally: print(1)", 5), ("1 +", 1)):
        expect((code, run("-c", code)[0]), (code, status))
    expect(run("-c", "import io, sys; sys.stderr = io.StringIO(); sys.exit('text')"), (1, "", ""))


@case
def what_is_no_script_is_refused():
    with tempfile.TemporaryDirectory() as folder:
        expect(run(folder)[0], 1)
        expect(run(folder + "/none.py")[0], 2)
        expect(run("--nonsense")[0], 2)
        expect(run("--heap-limit", "x", "-c", "")[0], 2)
        expect(run("--heap-limit")[0], 2)
        expect(run("--step-limit", "-1", "-c", "")[0], 2)
        expect(run("--gc-stress", "many", "-c", "")[0], 2)
        for name, text in (("bytes", b"x = '\xff'\n"), ("null", b"x = 1\0\n"), ("half", b"x = '\xe2\x82"),
                           ("tabs", b"if 1:\n\tx = 1\n        y = 2\n"), ("open", b"x = '''abc\n"), ("deep", b"(" * 10000)):
            path = Path(folder, name + ".py")
            path.write_bytes(text)
            status, out, error = run(str(path))
            expect((name, status, out), (name, 1, ""))
            assert re.match(r"(SyntaxError|TabError|IndentationError): ", last_line(error)), (name, error)


# --- limits ----------------------------------------------------------------------------------------------------------------

FILLS = {
    "list": "x = []\nwhile True: x.append([0] * 20)",
    "dict": "x = {}\nwhile True: x[len(x)] = str(len(x)) * 10",
    "set": "x = set()\nwhile True: x.add((len(x), len(x)))",
    "str": "x = 'abc'\nwhile True: x += x",
    "parts": "x = []\nwhile True: x.append('a' * 10000 + str(len(x)))",
    "deque": "import collections\nx = collections.deque()\nwhile True: x.append([0])",
    "objects": "class N: pass\nx = None\nwhile True:\n    n = N(); n.next = x; x = n",
    "init": "class N:\n    def __init__(self):\n        self.all = []\n        while True: self.all.append([self])\nx = N()",
    "closures": "x = []\nwhile True: x.append(lambda: x)",
    "classes": "x = []\nwhile True: x.append(type('C', (), {}))",
    "generator": "x = []\ndef g():\n    while True: yield [0] * 20\nfor each in g(): x.append(each)",
    "sort key": "x = []\nsorted(range(10), key=lambda i: [x.append([0] * 20) for j in iter(int, 1)])",
    "attributes": "import itertools\nclass N: pass\nx = N()\nfor i in itertools.count(): setattr(x, 'a%d' % i, i)",
}


@case
def a_heap_limit_is_a_memory_error_that_can_be_caught():
    for name, fill in FILLS.items():
        body = "".join("    " + line + "\n" for line in fill.split("\n"))
        code = f"for turn in range(3):\n  try:\n{body}  except MemoryError: print('MemoryError')\n  x = n = each = N = g = None\nprint('on')\n"
        expect((name, run("--heap-limit", "16m", "-c", code)), (name, (0, "MemoryError\n" * 3 + "on\n", "")))


@case
def what_is_dead_is_given_back_before_a_memory_error():
    code = "for i in range(50):\n    x = [0] * 1_000_000\n    x = None\nprint('on')"
    expect(run("--heap-limit", "16m", "-c", code), (0, "on\n", ""))
    code = "def f():\n    x = [0] * 900_000\n    return len(x)\nfor i in range(50): f()\nprint('on')"
    expect(run("--heap-limit", "16m", "-c", code), (0, "on\n", ""))


@case
def a_memory_error_that_nobody_caught_has_a_traceback():
    expect(run("--heap-limit", "2m", "-c", "def f():\n    x = []\n    while True: x.append([0])\nf()"),
           (1, "", 'Traceback (most recent call last):\n  File "<string>", line 4, in <module>\n'
                   '  File "<string>", line 3, in f\nMemoryError\n'))


@case
def a_memory_error_in_a_callback_is_told():
    code = ("import gc, weakref\nkeep = []\nclass A:\n    def __del__(self):\n        while True: keep.append([0] * 100)\n"
            "def callback(r):\n    while True: keep.append([0] * 100)\n"
            "a = A(); r = weakref.ref(a, callback); f = weakref.finalize(a, callback, 1)\ndel a\ngc.collect()\n"
            "keep.clear()\nprint('on', r())\n")
    status, out, error = run("--heap-limit", "16m", "-c", code)
    expect((status, out), (0, "on None\n"))
    expect(error.count("Exception ignored in: "), 3)
    expect(error.count("MemoryError: "), 3)


@case
def a_session_in_a_text_tells_exceptions_apart():
    # What stands between the first line of a traceback and the exception does not matter; the exception does.
    for raised, status in (("_Mine: a", 0), ("_Mine: b", 1), ("_Other: a", 1), ("9", 1)):
        text = (">>> class _Mine(Exception): pass\n>>> raise _Mine('a')\nTraceback (most recent call last):\n"
                f"...\n{raised}\n")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "session.txt"
            path.write_text(text)
            expect(run("--doctest", str(path))[0], status)


@case
def a_step_limit_cannot_be_caught():
    code = "while True:\n    try:\n        while True: pass\n    except BaseException: print('no')\n    finally: print('no')"
    status, out, error = run("--step-limit", "10000", "-c", code)
    expect((status, out), (1, ""))
    expect(run("--step-limit", "10000", "-c", "print(sum(range(100)))"), (0, "4950\n", ""))


@case
def a_step_limit_ends_what_goes_through_structures():
    pairs = "a, b, t, c = [], [], (1,), int\nfor _ in range(60): a, b, t, c = [a, a], [b, b], (t, t), (c, c)\n"
    for rest in ("a == b", "a < b", "a != b", "b in [a]", "hash(t)", "{t}", "isinstance('', c)", "issubclass(str, c)", "repr(a)",
                 "f'{a}'", "[a].index(b)", "[a].count(b)", "max(a, b)", "sorted([a, b])"):
        status, out, error = run("--step-limit", "100000", "-c", pairs + rest)
        expect((status, out, last_line(error)), (1, "", "minipy: the step budget is used up"))


@case
def a_step_limit_holds_for_what_runs_by_itself():
    loops = ("import gc, weakref\nclass A:\n    def __del__(self):\n        while True: pass\n"
             "def loop(*ignored):\n    while True: pass\n")
    # A callback or finalizer that uses it up ends, and the program with it.
    for rest in ("A(); gc.collect()\n", "a = A(); r = weakref.ref(a, loop); del a; gc.collect()\n"):
        status, out, error = run("--step-limit", "10000", "-c", loops + rest + "while True: pass")
        expect((status, out, last_line(error)), (1, "", "minipy: the step budget is used up"))
    # What runs at the end has as many steps again, all together.
    rest = "a = A(); b = A()\nfor _ in range(3): weakref.finalize(a, loop); weakref.finalize(b, print, 'no')\n"
    status, out, error = run("--step-limit", "10000", "-c", loops + rest)
    expect(status, 0)


@case
def imports_of_files_can_be_refused():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "beside.py").write_text("print('imported')\n")
        script = Path(folder, "script.py")
        script.write_text("import weakref\nimport beside\n")
        expect(run(str(script)), (0, "imported\n", ""))
        status, out, error = run("--no-import", str(script))
        expect((status, out), (1, ""))
        expect(last_line(error), "ModuleNotFoundError: No module named 'beside'")


def main():
    print(f"1..{len(CASES)}", flush=True)
    failed = 0
    for i, function in enumerate(CASES, 1):
        name = function.__name__.replace("_", " ")
        try:
            function()
        except (AssertionError, subprocess.TimeoutExpired) as error:
            failed += 1
            print(f"not ok {i} - {name}")
            for line in str(error).splitlines():
                print(f"# {line}")
        else:
            print(f"ok {i} - {name}")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
