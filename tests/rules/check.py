#!/usr/bin/env python3
"""Breaks each rule that has a patch here, and expects the test that watches it to fail: `./dev rules`.

In a copy of the tree: all tests that the patches name must pass as they are; then each patch is applied, its test program
is built and run, and the copy is put right again. A test that still passes, and a patch that does not build, are failures
of this program. What a test said must be what its patch foretells, so that it fails for the rule and not for something
else.
"""
import argparse
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import patched_tree
import patches

HERE = Path(__file__).resolve().parent
OPTIONS = ("buildtype=debug", "tests=enabled", "examples=disabled", "benchmarks=disabled", "default_library=both")
# As tests/meson.build sets it; bad luck with MAYFLY_GC of the caller's is ruled out.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "MAYFLY_GC"} | {"MALLOC_ARENA_MAX": "1"}


def shared_library(folder):
    """The path of Mayfly's, which the tests of unloading load."""
    said = subprocess.run(["meson", "introspect", "--targets", folder / "build"], check=True, stdout=subprocess.PIPE)
    return next(t["filename"][0] for t in json.loads(said.stdout) if t["type"] == "shared library")


def build(folder, programs):
    """None, or what the compiler said."""
    return patched_tree.build(folder, [*(f"tests/{program}" for program in programs),
                                       Path(shared_library(folder)).name])


def run(folder, program, tests, seconds):
    """How the program ended: "passed", "failed", "crashed (SIGABRT)" or "hung"; and what it said."""
    environment = ENVIRONMENT | {"MAYFLY_SHARED_LIBRARY": shared_library(folder)}
    process = subprocess.Popen([folder / "build" / "tests" / program, f"--gtest_filter={tests}", "--gtest_color=no"],
                               env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
    try:
        output = process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # with the children of its death tests
        return "hung", process.communicate()[0]
    if process.returncode < 0:
        return f"crashed ({signal.Signals(-process.returncode).name})", output
    return "passed" if process.returncode == 0 else "failed", output


def tests_run(output):
    """How many tests a program ran, those it skipped left out."""
    match = re.search(r"\[==========\] (\d+) tests? from", output)
    return (int(match.group(1)) if match else 0) - len(re.findall(r"^\[  SKIPPED \] .* ms\)$", output, re.MULTILINE))


def check_unbroken(folder, chosen, seconds):
    """Problems of the tests as they are: without this, a test that always fails would seem to catch everything."""
    programs = sorted({patch.program for patch in chosen})
    print(f"building {', '.join(programs)}", flush=True)
    if said := build(folder, programs):
        return [f"the tree does not build:\n{said}"]
    problems = []
    for program in programs:
        for tests in sorted({patch.filter for patch in chosen if patch.program == program}):
            ended, output = run(folder, program, tests, seconds)
            if ended != "passed" or tests_run(output) == 0:
                problems.append(f"{program} {tests}: expected to pass with no rule broken, {ended}:\n{output[-2000:]}")
    return problems


def check_broken(folder, patch, seconds, rounds):
    """True if the test caught it, each time."""
    caught, ends = 0, {}
    with patched_tree.broken(folder, patch):
        if said := build(folder, [patch.program]):
            print(f"  {patch.name}: it does not build:\n{said[-3000:]}", flush=True)
            return False
        for _ in range(rounds):
            ended, output = run(folder, patch.program, patch.filter, seconds)
            foretold = re.search(rf".*(?:{patch.said}).*", f"{ended}\n{output}")
            caught += ended != "passed" and bool(foretold)
            ends[ended] = ends.get(ended, 0) + 1
    how = ", ".join(f"{ended} {count}x" if rounds > 1 else ended for ended, count in ends.items())
    if foretold and foretold.group(0).strip() != ended:
        how += f": {foretold.group(0).strip().splitlines()[0][:160]}"
    print(f"  {'caught' if caught == rounds else 'MISSED'}  {patch.name}: {patch.program} {patch.filter}: {how}", flush=True)
    if caught != rounds:
        print(f"          {caught} of {rounds} as expected: '{patch.said}'; the last one said:\n{output[-3000:]}", flush=True)
    return caught == rounds


def main():
    parser = argparse.ArgumentParser(prog="./dev rules", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", metavar="RULE", help="only these, e.g. lists-dropped")
    parser.add_argument("--rounds", type=int, default=1, help="runs of each broken test: how reliably does it catch?")
    parser.add_argument("--seconds", type=int, default=60, help="a test that runs longer hangs (default: 60)")
    parser.add_argument("--folder", type=Path, help="for the copy; it stays, and makes the next run faster")
    options = parser.parse_args()
    if options.rounds < 1 or options.seconds < 1:
        parser.error("expected at least one round and one second")
    try:
        chosen = patches.choose(patches.load(HERE), options.names)
    except ValueError as error:
        parser.error(str(error))
    if not patched_tree.may_copy_to(options.folder):
        return 2
    with tempfile.TemporaryDirectory(prefix="mayfly-rules-") as name:
        folder = (options.folder or Path(name)).resolve()
        patched_tree.make(folder, OPTIONS)
        problems = check_unbroken(folder, chosen, options.seconds)
        if problems:
            print("\n".join(problems), file=sys.stderr)
            return 1
        caught = sum(check_broken(folder, patch, options.seconds, options.rounds) for patch in chosen)
    print(f"{len(chosen)} rules broken, {caught} caught")
    return 0 if caught == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
