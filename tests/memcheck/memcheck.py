#!/usr/bin/env python3
"""Runs test programs under valgrind's memcheck: `./dev memcheck`. usage: memcheck.py BUILD_FOLDER [PROGRAM...]

An error that mayfly.supp does not excuse, or malloc memory that nothing leads to at the end, fails. The tests run scaled
down, as they do under stress, but with a collection at every thousandth allocation only. What is left out
is named in PROGRAMS.
"""
import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Tests that are left out: they churn until another thread gets on, while valgrind runs one thread at a time; or they look
# at the very instruction that touches a page (TouchTrap), which valgrind does not tell exactly.
CHURN = ("*WhileOthersCollect*", "*OnTwoThreads*", "*WithOtherThreads*")
PROGRAMS = {
    "gc_tests": (*CHURN, "WeakHandles.ReadTheirTargetOnce", "WeakHandles.SeeTheNewSerialBeforeTheNewTarget"),
    "objects_tests": CHURN,
    "runtime_tests": CHURN,
    "regression_tests": CHURN,
}
DEFAULT = ("gc_tests", "objects_tests", "regression_tests")  # the others take long
ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",
    "MAYFLY_GC": "stress=1000",
    "GC_MARKERS": "1",  # bdwgc's helpers would mark on stacks of their own, which nothing tells from ours
}


def run(program, left_out, seconds):
    """(passed, how many tests passed, output)"""
    command = ["valgrind", "--quiet", "--error-exitcode=99", "--num-callers=24", "--leak-check=full",
               "--show-leak-kinds=definite", "--errors-for-leak-kinds=definite", "--fair-sched=yes",
               f"--suppressions={HERE / 'mayfly.supp'}", str(program), "--gtest_color=no"]
    if left_out:
        command.append("--gtest_filter=-" + ":".join(left_out))
    try:
        done = subprocess.run(command, env=os.environ | ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", timeout=seconds, check=False)
        output, ended = done.stdout, done.returncode
    except subprocess.TimeoutExpired as late:
        output, ended = (late.stdout or b"").decode(errors="replace") + "\nit hangs\n", -1
    match = re.search(r"\[  PASSED  \] (\d+) test", output)
    return ended == 0, int(match.group(1)) if match else 0, output


def main():
    parser = argparse.ArgumentParser(prog="./dev memcheck", description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help=f"of {', '.join(PROGRAMS)}; default: {', '.join(DEFAULT)}")
    parser.add_argument("--seconds", type=int, default=900, help="a program that runs longer hangs (default: 900)")
    options = parser.parse_args()
    unknown = set(options.programs) - set(PROGRAMS)
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; expected one of {', '.join(PROGRAMS)}", file=sys.stderr)
        return 2
    total, failed = 0, []
    for name in options.programs or DEFAULT:
        begin = time.monotonic()
        passed, tests, output = run(options.folder / "tests" / name, PROGRAMS[name], options.seconds)
        total += tests
        print(f"  {'ok' if passed else 'FAILED'}  {name}: {tests} tests passed, {time.monotonic() - begin:.0f} s", flush=True)
        if not passed:
            failed.append(name)
            report = options.folder / f"memcheck-{name}.txt"
            report.write_text(output)
            said = [line for line in output.splitlines() if line.startswith("==") or "FAILED" in line or "Failure" in line]
            print("\n".join(said[:80]) + f"\n  all of it: {report}", flush=True)
    print(f"{total} tests passed under memcheck, {len(failed)} programs failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
