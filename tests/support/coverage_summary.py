#!/usr/bin/env python3
"""Sums up what gcovr measured: usage: coverage_summary.py JSON, a file that gcovr --json-summary wrote.

Fails when less than LINES % of the lines of the three layers were run, or less than BRANCHES % of the branches of their .cpp
files were taken. Of a header's template gcov counts the branches anew for each type that it is used with in each file, tests
included: they are told, but no goal.
"""
import json
import sys

LINES, BRANCHES = 95, 85
LOW = 90  # files with less are named


def percent(part, whole):
    return 100 * part / whole if whole else 100.0


def share(part, whole):
    return f"{percent(part, whole):.1f} % ({part} of {whole})"


def named(name):
    """Headers are reached by links; they are told by their place."""
    return name.removeprefix("include/mayfly/")


def summary(measured):
    """(text, whether the goal is reached)."""
    files = measured["files"]
    lines = sum(f["line_covered"] for f in files), sum(f["line_total"] for f in files)
    branches = sum(f["branch_covered"] for f in files), sum(f["branch_total"] for f in files)
    sources = [f for f in files if f["filename"].endswith(".cpp")]
    plain = sum(f["branch_covered"] for f in sources), sum(f["branch_total"] for f in sources)
    said = [f"lines:    {share(*lines)}, at least {LINES} % expected",
            f"branches: {share(*plain)} in .cpp files, at least {BRANCHES} % expected; {share(*branches)} with headers, where "
            "each instance of a template counts"]
    low = sorted((percent(f["line_covered"], f["line_total"]), named(f["filename"]), f) for f in files)
    low = [(p, name, f) for p, name, f in low if p < LOW]
    if low:
        said.append(f"files below {LOW} % of their lines:")
        said += [f"  {name}: {share(f['line_covered'], f['line_total'])}" for _, name, f in low]
    else:
        said.append(f"no file is below {LOW} % of its lines")
    return "\n".join(said), percent(*lines) >= LINES and percent(*plain) >= BRANCHES


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text, good = summary(json.load(file))
    print(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
