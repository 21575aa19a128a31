#!/usr/bin/env python3
"""The differential tester is tested: CPython with one thing broken must be told from CPython, by a small program."""
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

from cpython import is_oracle  # noqa: E402
from differential import SKIPPED  # noqa: E402
from generator import Generator, program  # noqa: E402
from shrink import shrink  # noqa: E402
import tap  # noqa: E402

CPYTHON = "/usr/bin/python3"

# Each stands for an implementation with a bug.
BROKEN = {
    "a weak method's callback that is lost": """
class Broken(weakref.WeakMethod):
    def __new__(cls, method, callback=None):
        return super().__new__(cls, method)
weakref.WeakMethod = Broken
""",
    "a finalizer that is lost": """
class Broken(weakref.finalize):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.detach()
weakref.finalize = Broken
""",
}

WRAPPER = """#!{python} -SE
import gc, sys, weakref
import __main__ as main
source = open(sys.argv[-1]).read()
{bug}
exec(compile(source, sys.argv[-1], 'exec'), main.__dict__)
"""


def finds(bug):
    with TemporaryDirectory() as folder:
        wrapper = Path(folder) / "broken"
        wrapper.write_text(WRAPPER.format(python=CPYTHON, bug=bug))
        wrapper.chmod(0o755)
        done = subprocess.run([sys.executable, HERE / "differential.py", wrapper, "--count", "40", "--plain", "--first",
                               "--output", folder],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        programs = list(Path(folder).glob("differential_*.py"))
        if done.returncode != 1 or not programs:
            return [f"not found, exit status {done.returncode}: {done.stdout}"]
        steps = min(p.read_text().count("failed(error)\n    try:") for p in programs)
        return [] if steps <= 8 else [f"the smallest program has {steps} steps, expected at most 8"]


def same_seed_same_program():
    def text():
        return program({n: Generator(n).case(50) for n in (1, 2)})

    return [] if text() == text() else ["two programs of one seed are different"]


def shrinks():
    kept = shrink(list(range(100)), lambda items: 3 in items and 77 in items)
    return [] if kept == [3, 77] else [f"expected [3, 77] to remain of 0 to 99, got {kept}"]


def main():
    if not is_oracle(CPYTHON):
        return SKIPPED
    checks = [("one seed gives one program", same_seed_same_program), ("shrinking leaves what is needed", shrinks)]
    checks += [(f"finds {name}", lambda bug=bug: finds(bug)) for name, bug in BROKEN.items()]
    return tap.run(checks)


if __name__ == "__main__":
    sys.exit(main())
