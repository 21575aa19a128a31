#!/usr/bin/env python3
"""Compares what a program prints with a golden file, in which `<*>` stands for any text within a line.

usage: golden.py EXPECTED PROGRAM [ARGUMENT...]
"""
import difflib
import re
import subprocess
import sys
from pathlib import Path


def matches(expected, line):
    return re.fullmatch(".*".join(map(re.escape, expected.split("<*>"))), line) is not None


def difference(expected, printed):
    """The lines that differ, as a diff; empty when all match."""
    lines = [e if matches(e, p) else p for e, p in zip(expected, printed)] + printed[len(expected):]
    return list(difflib.unified_diff(expected, lines, "expected", "printed", lineterm=""))


def main():
    expected = Path(sys.argv[1]).read_text().splitlines()
    done = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, errors="replace",
                          check=False)
    problems = difference(expected, done.stdout.splitlines())
    if done.returncode != 0:
        problems.append(f"the program ended with code {done.returncode}, expected 0")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
