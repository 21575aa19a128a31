#!/usr/bin/env python3
"""Checks that each public header compiles on its own, without warnings, as a host's compiler sees it.

usage: headers.py ROOT WORK_FOLDER COMPILER...
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import compiling
import sources
import tap

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wnon-virtual-dtor", "-Werror"]


def public_headers(root, layer):
    return sources.found(root / layer, ".h", lambda p: sources.is_public_header(layer, p))


def check(headers, work, compiler):
    """`headers` as written in an #include line."""
    # A compiler cache knows compilations, not syntax checks; without one the syntax check is the faster.
    cached = "ccache" in Path(compiler[0]).name
    commands = []
    for header in headers:
        unit = work / (header.replace("/", "_") + ".cpp")
        compiling.write_if_changed(unit, f"#include <{header}>\n")
        mode = ["-c", "-O0", "-o", unit.with_suffix(".o")] if cached else ["-fsyntax-only"]
        commands.append([*compiler, *WARNINGS, *mode, unit])
    return [f"<{header}> does not compile on its own:\n{output}"
            for header, (good, output) in zip(headers, compiling.run_all(commands)) if not good]


def a_header_that_lacks_an_include_is_found(work, compiler):
    compiling.write_if_changed(work / "self_test" / "good.h", "#pragma once\n#include <string>\ninline std::string a;\n")
    compiling.write_if_changed(work / "self_test" / "bad.h", "#pragma once\ninline std::string a;\n")
    compiler = [*compiler, "-I", work / "self_test"]
    found = check(["good.h", "bad.h"], work, compiler)
    return [] if len(found) == 1 and "<bad.h>" in found[0] else [f"expected a problem with bad.h alone, got {found}"]


def main():
    root, work, compiler = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    checks = [("a_header_that_lacks_an_include_is_found",
               lambda: a_header_that_lacks_an_include_is_found(work, compiler))]
    for layer in sources.LAYERS:
        headers = [f"mayfly/{layer}/{h}" for h in public_headers(root, layer)]
        checks.append((f"headers_of_{layer}_compile_alone", lambda headers=headers: check(headers, work, compiler)))
    checks.append(("umbrella_compiles_alone", lambda: check(["mayfly/mayfly.h"], work, compiler)))
    return tap.run(checks)


if __name__ == "__main__":
    sys.exit(main())
