#!/usr/bin/env python3
"""Sums the test cases of one `meson test` run and prints "N passed, N failed[, N skipped]".

Meson's JUnit log holds the cases of GoogleTest and TAP programs; its JSON log tells how each program ended. A program
that crashed or timed out has no failed case of its own in the former, so it counts as one failure. Exits with 1 when
something failed or nothing ran.

usage: count_tests.py LOG_FOLDER
"""
import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

BAD = {"FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS"}


def last_word(pretty_name):
    """Meson shows a test as "project:suite / name"."""
    return pretty_name.rpartition(" / ")[2]


def programs_that_failed(folder):
    entries = [json.loads(line) for log in folder.glob("testlog*.json")
               for line in log.read_text(errors="replace").splitlines()]
    return {last_word(e["name"]) for e in entries if e["result"] in BAD}


def count(folder):
    passed = failed = skipped = 0
    bad_programs = programs_that_failed(folder)
    accounted = set()  # bad programs of which a failed case is counted
    for log in folder.glob("testlog*.junit.xml"):
        for suite in ElementTree.parse(log).getroot().iter("testsuite"):
            for case in suite.iter("testcase"):
                # Several results: suite "project.program[.GoogleTest suite]"; one: the case is the program.
                is_program = "." not in suite.get("name")
                program = last_word(case.get("name") if is_program else suite.get("name")).split(".")[0]
                if case.find("failure") is not None or case.find("error") is not None:
                    failed += 1
                    accounted.add(program)
                elif case.find("skipped") is not None or case.get("status") == "notrun":
                    skipped += 1
                elif not (is_program and program in bad_programs):  # JUnit shows a timeout as a plain case
                    passed += 1
    return passed, failed + len(bad_programs - accounted), skipped


def main():
    passed, failed, skipped = count(Path(sys.argv[1]))
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
