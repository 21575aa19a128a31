#!/usr/bin/env python3
"""Tests of what the tests themselves rely on: counting results, comparing with golden files, summing up coverage."""
import json
import os
import sys
import tempfile
from pathlib import Path

import count_tests
import coverage_summary
import gc_stress
import golden
import tap


def counted(programs, suites):
    """count() of a run; programs: {name: how it ended}, suites: {suite: [(case, what its element holds)]}."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "testlog-plain.json").write_text(
            "".join(json.dumps({"name": f"mayfly:gc / {n}", "result": r}) + "\n" for n, r in programs.items()))
        xml = "".join(f'<testsuite name="{s}">' + "".join(f'<testcase name="{c}">{held}</testcase>' for c, held in cases)
                      + "</testsuite>" for s, cases in suites.items())
        (folder / "testlog-plain.junit.xml").write_text(f"<testsuites>{xml}</testsuites>")
        return count_tests.count(folder)


def expect(found, expected):
    return [] if found == expected else [f"expected {expected}, got {found}"]


def cases_are_summed():
    return expect(counted({"heap": "FAIL", "weak": "OK"},
                          {"mayfly.mayfly:gc / heap.Heap": [("A", ""), ("B", "<failure/>"), ("C", "<skipped/>")],
                           "mayfly.mayfly:gc / weak.Weak": [("A", ""), ("B", "")]}), (3, 1, 1))


def a_crash_without_a_failed_case_is_one_failure():
    return expect(counted({"heap": "FAIL"}, {"mayfly.mayfly:gc / heap.Heap": [("A", "")]}), (1, 1, 0))


def a_timeout_is_a_failure():
    return expect(counted({"heap": "TIMEOUT"}, {"mayfly": [("mayfly:gc / heap", "")]}), (0, 1, 0))


def a_failure_without_cases_is_counted_once():
    return expect(counted({"heap": "FAIL"}, {"mayfly": [("mayfly:gc / heap", "<failure/>")]}), (0, 1, 0))


def golden_lines_may_hold_any_text():
    good = golden.difference(["made <*> at <*>.", "end"], ["made Door at 0x12.", "end"])
    return expect(good, []) + [
        f"expected a difference between {expected} and {printed}"
        for expected, printed in ((["a"], ["b"]), (["a"], ["a", "b"]), (["a", "b"], ["a"]), (["a.c"], ["abc"]))
        if not golden.difference(expected, printed)]


def measured(branches=(9, 10), **files):
    """What gcovr says of files with so many lines, and so many of these run; each has `branches`, taken and in all."""
    return {"files": [{"filename": name.replace("__", "/").replace("_", "."), "line_total": total, "line_covered": run,
                       "branch_total": branches[1], "branch_covered": branches[0]} for name, (total, run) in files.items()]}


def coverage_is_summed_and_low_files_are_named():
    text, good = coverage_summary.summary(measured(gc__heap_cpp=(100, 99), include__mayfly__gc__cell_h=(5, 4)))
    return expect(good, True) + [f"expected '{line}' in:\n{text}" for line in (
        "lines:    98.1 % (103 of 105), at least 95 % expected",
        "branches: 90.0 % (9 of 10) in .cpp files, at least 85 % expected; 90.0 % (18 of 20) with headers, where each "
        "instance of a template counts",
        "  gc/cell.h: 80.0 % (4 of 5)") if line not in text.splitlines()]


def coverage_below_the_goal_fails():
    return expect([coverage_summary.summary(measured(branches, gc__heap_cpp=(100, run)))[1]
                   for run, branches in ((94, (9, 10)), (95, (9, 10)), (95, (84, 100)), (95, (85, 100)))],
                  [False, True, False, True])


def collections_can_be_made_rarer():
    before = os.environ.get("MAYFLY_GC")
    found = []
    try:
        for options in "stress=1", "verify=1 stress=500:7", "verify=1", None:
            os.environ.pop("MAYFLY_GC", None)
            if options is not None:
                os.environ["MAYFLY_GC"] = options
            found.append(gc_stress.sparser_environment(200).get("MAYFLY_GC"))
    finally:
        os.environ.pop("MAYFLY_GC", None)
        if before is not None:
            os.environ["MAYFLY_GC"] = before
    return expect(found, ["stress=200", "verify=1 stress=500:7", "verify=1", None])


if __name__ == "__main__":
    sys.exit(tap.run((check.__name__, check) for check in (
        cases_are_summed,
        a_crash_without_a_failed_case_is_one_failure,
        a_timeout_is_a_failure,
        a_failure_without_cases_is_counted_once,
        golden_lines_may_hold_any_text,
        coverage_is_summed_and_low_files_are_named,
        coverage_below_the_goal_fails,
        collections_can_be_made_rarer,
    )))
