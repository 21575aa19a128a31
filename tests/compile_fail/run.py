#!/usr/bin/env python3
"""Each case, a *.cpp file in this folder, holds one mistake that must not compile.

    // expect: part of the compiler's message || another compiler's wording
    #include <mayfly/mayfly.h>
    #ifdef MAYFLY_CORRECT
    ... the same without the mistake: must compile ...
    #else
    ... the mistake ...
    #endif

Each `// expect:` line must be met by at least one of its wordings.

usage: run.py FOLDER COMPILER...
"""
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import compiling
import tap

# A warning that Mayfly means to raise counts as the error; what a case leaves unused does not.
WARNINGS = ["-Wall", "-Wextra", "-Werror", "-Wno-unused", "-Wno-unused-parameter", "-Wunused-result"]


def judge(case, wrong, correct):
    """The problems of one case, given the two compilations as (succeeded, output)."""
    expectations = re.findall(r"^// expect: (.+)$", case.read_text(), re.MULTILINE)
    if not expectations:
        return ["expected a line '// expect: part of the message'"]
    problems = []
    if wrong[0]:
        problems.append("compiles, expected an error")
    for expected in expectations:
        if not wrong[0] and not any(wording.strip() in wrong[1] for wording in expected.split("||")):
            problems.append(f"expected the message '{expected}', got:\n{wrong[1]}")
    if not correct[0]:
        problems.append(f"does not compile with MAYFLY_CORRECT:\n{correct[1]}")
    return problems


def judge_all(cases, compiler):
    commands = [[*compiler, *WARNINGS, "-fsyntax-only", *define, case] for case in cases for define in ([], ["-DMAYFLY_CORRECT"])]
    results = compiling.run_all(commands)
    return {case: judge(case, results[2 * i], results[2 * i + 1]) for i, case in enumerate(cases)}


SELF_TEST = {  # text of a case: the problem the harness must see, or none
    "// expect: kaboom\n#ifndef MAYFLY_CORRECT\nstatic_assert(false, \"kaboom\");\n#endif\n": None,
    "// expect: never || kaboom\n#ifndef MAYFLY_CORRECT\nstatic_assert(false, \"kaboom\");\n#endif\n": None,
    "// expect: other\n#ifndef MAYFLY_CORRECT\nstatic_assert(false, \"kaboom\");\n#endif\n": "expected the message",
    "// expect: kaboom\n": "compiles, expected an error",
    "// expect: kaboom\nstatic_assert(false, \"kaboom\");\n": "does not compile with MAYFLY_CORRECT",
    "static_assert(false);\n": "expected a line",
}


def the_harness_sees_bad_cases(compiler):
    with tempfile.TemporaryDirectory() as folder:
        cases = []
        for number, text in enumerate(SELF_TEST):
            cases.append(Path(folder) / f"case_{number}.cpp")
            cases[-1].write_text(text)
        problems = []
        for found, expected in zip(judge_all(cases, compiler).values(), SELF_TEST.values()):
            if bool(found) != bool(expected) or expected and expected not in found[0]:
                problems.append(f"expected {expected!r}, got {found}")
        return problems


def main():
    folder, compiler = Path(sys.argv[1]), sys.argv[2:]
    found = judge_all(sorted(folder.glob("*.cpp")), compiler)
    checks = [("the_harness_sees_bad_cases", lambda: the_harness_sees_bad_cases(compiler))]
    checks += [(case.stem, lambda problems=problems: problems) for case, problems in found.items()]
    return tap.run(checks)


if __name__ == "__main__":
    sys.exit(main())
