#!/usr/bin/env python3
"""Runs the scripts in the folders beside this file on minipy, and compares what they print with NAME.out, which is what
CPython 3.11 printed (but in deviations/, where it is what minipy means to print). Where a CPython 3.11 is at hand, it is
asked as well.

A script whose heap is so large that it cannot be collected at every allocation says "gc-stress: every 1000" in a comment.

A script that shows a clause of the contract of weak references says "contract 1.6" in a comment: --clauses lists them.

usage: run.py MINIPY [--cpython PYTHON] [--gc-stress N] [--filter TEXT] [-j N] [--timeout S] [--write]
       run.py --clauses
"""
import argparse
import difflib
import os
import re
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MOST_LINES = 40  # of a difference
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

from cpython import is_oracle  # noqa: E402
from gc_stress import sparser_environment  # noqa: E402
from script_output import script_output  # noqa: E402

# Of a script's process: its stack, and its address space.
STACK = 1 << 20
MEMORY = 8 << 30


def limit_memory():
    # A script that asks for too much shall get MemoryError, not the machine.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def limit_memory_and_stack():
    # CPython counts calls, minipy knows how much stack there is: with little, what is too deep need not be very deep.
    limit_memory()
    limit_stack(STACK)


def limit_stack(size):
    resource.setrlimit(resource.RLIMIT_STACK, (size, resource.RLIM_INFINITY))


def limits(program):
    # AddressSanitizer reserves more than there is, and its frames are larger.
    if b"__asan_init" in Path(program).read_bytes():
        return lambda: limit_stack(6 * STACK)
    return limit_memory_and_stack


def clauses():
    """A line per clause: its number, and the scripts that cite it."""
    cited = {}
    for script in sorted(HERE.glob("*/*.py")):
        for text in re.findall(r"contract ([0-9][^:#\n]*)", script.read_text()):
            numbers = re.findall(r"\d+\.\d+", text)
            for first, last in re.findall(r"(\d+\.\d+) to (\d+\.\d+)", text):
                section = first.split(".")[0]
                numbers += [f"{section}.{n}" for n in range(int(first.split(".")[1]), int(last.split(".")[1]) + 1)]
            for number in numbers:
                names = cited.setdefault(tuple(map(int, number.split("."))), [])
                if script.relative_to(HERE).as_posix() not in names:
                    names.append(script.relative_to(HERE).as_posix())
    for number, names in sorted(cited.items()):
        print(f"{number[0]}.{number[1]}: {', '.join(names)}")


def main():
    if sys.argv[1:] == ["--clauses"]:
        return clauses()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("minipy")
    parser.add_argument("--cpython", help="CPython 3.11 to compare with (default: /usr/bin/python3, if it is one)")
    parser.add_argument("--gc-stress", type=int, default=0, metavar="N", help="collect at every Nth allocation")
    parser.add_argument("--filter", default="", metavar="TEXT", help="only scripts with this in their path")
    parser.add_argument("-j", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--timeout", type=int, default=300, metavar="S", help="seconds that minipy may take for a script")
    parser.add_argument("--write", action="store_true", help="write NAME.out anew, with what CPython prints")
    options = parser.parse_args()
    scripts = sorted(p for p in HERE.glob("*/*.py")
                     if p.parent.name != "syntax" and not p.name.startswith("helper_")
                     and options.filter in p.relative_to(HERE).as_posix())
    if not scripts:
        print(f"run.py: no script has '{options.filter}' in its path", file=sys.stderr)
        return 2
    python = options.cpython or "/usr/bin/python3"
    live = is_oracle(python)
    if options.cpython and not live:
        print(f"run.py: '{python}' is no CPython 3.11", file=sys.stderr)
        return 2
    minipy = [str(Path(options.minipy).resolve())]
    limit = limits(minipy[0])

    def run(script):
        asked = re.search(r"# gc-stress: every ([0-9]+)", script.read_text())
        every = int(asked[1]) if asked else 1
        stress = ["--gc-stress", str(max(options.gc_stress, every))] if options.gc_stress else []
        return script_output(minipy + stress, script, options.timeout, limit, sparser_environment(every))

    def check(script):
        deviates = script.parent.name == "deviations"
        expected_file = script.with_suffix(".out")
        oracle = script_output([python], script, 60, limit_memory) if live and not deviates else None
        if options.write and oracle is not None:
            expected_file.write_text(oracle)
        expected = expected_file.read_text() if expected_file.exists() else None
        problems = []
        if expected is None:
            problems.append(f"{expected_file.name} is missing")
        if oracle is not None and oracle != expected:
            problems.append("CPython prints something else than the .out file\n" + difference(expected or "", oracle))
        got = run(script)
        if expected is not None and got != expected:
            problems.append(difference(expected, got))
        return problems

    def difference(expected, got):
        return "".join(difflib.unified_diff(expected.splitlines(True), got.splitlines(True), "expected", "printed", n=1))

    print(f"1..{len(scripts)}", flush=True)
    if not live:
        print("# no CPython 3.11 here: compared with what it printed before", flush=True)
    failed = 0
    with ThreadPoolExecutor(options.j) as pool:
        for i, (script, problems) in enumerate(zip(scripts, pool.map(check, scripts)), 1):
            name = script.relative_to(HERE).as_posix()
            print(f"{'not ok' if problems else 'ok'} {i} - {name}", flush=True)
            failed += bool(problems)
            for problem in problems:
                lines = problem.splitlines()
                for line in lines[:MOST_LINES]:
                    print(f"# {line}", flush=True)
                if len(lines) > MOST_LINES:
                    print(f"# ... {len(lines) - MOST_LINES} more lines", flush=True)
    print(f"# {len(scripts) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
