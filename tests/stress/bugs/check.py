#!/usr/bin/env python3
"""Plants each bug that has a patch here, and expects mayfly-stress to find it: `./dev planted`.

In a copy of the tree: mayfly-stress must find nothing as it is, with the options that the patches name; then each patch is
applied, mayfly-stress is built and run with the patch's options, a fixed seed and a number of steps among them, and the copy
is put right again. A run that ends well, and a patch that does not build, are failures of this program.
"""
import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "support"))
import patched_tree
import patches

OPTIONS = ("buildtype=debugoptimized", "tests=enabled", "stress=enabled", "examples=disabled", "benchmarks=disabled",
           "default_library=static")
TARGET = "tests/stress/mayfly-stress"
SEED = "1"


def run(folder, options, seconds):
    """None when nothing was found; else at which step, and what, in a line."""
    command = [folder / "build" / TARGET, "--json", "--shrink", "0", "--seed", SEED, "--output", folder / "found.script"]
    try:
        done = subprocess.run([*command, *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, timeout=seconds, check=False,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
    except subprocess.TimeoutExpired:
        return "-", "it hangs"
    if done.returncode == 0:
        return None
    try:
        failure = json.loads(done.stdout)["failure"]
    except (ValueError, KeyError):
        return "-", f"it ended with status {done.returncode}"
    return failure["step"], " ".join(failure["what"].split())[:110]


def find(folder, patch, seconds):
    """True if it was found."""
    with patched_tree.broken(folder, patch):
        if said := patched_tree.build(folder, [TARGET]):
            print(f"  {patch.name}: it does not build:\n{said[-3000:]}", flush=True)
            return False
        found = run(folder, patch.run, seconds)
    step, what = found or ("", " ".join(patch.run))
    print(f"  {'found ' if found else 'MISSED'} {patch.name:30} {step:>8}  {what}", flush=True)
    return bool(found)


def main():
    parser = argparse.ArgumentParser(prog="./dev planted", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", metavar="BUG", help="only these, e.g. callback-lost")
    parser.add_argument("--seconds", type=int, default=120, help="a run that takes longer hangs (default: 120)")
    parser.add_argument("--folder", type=Path, help="for the copy; it stays, and makes the next run faster")
    options = parser.parse_args()
    if options.seconds < 1:
        parser.error("expected at least one second")
    try:
        chosen = patches.choose(patches.load(HERE, patches.BUG_FIELDS), options.names)
    except ValueError as error:
        parser.error(str(error))
    if not patched_tree.may_copy_to(options.folder):
        return 2
    with tempfile.TemporaryDirectory(prefix="mayfly-planted-") as name:
        folder = (options.folder or Path(name)).resolve()
        patched_tree.make(folder, OPTIONS)
        if said := patched_tree.build(folder, [TARGET]):
            print(f"the tree does not build:\n{said}", file=sys.stderr)
            return 1
        for arguments in sorted({tuple(patch.run) for patch in chosen}):
            if found := run(folder, arguments, options.seconds):
                print(f"{' '.join(arguments)}: expected nothing with no bug planted: step {found[0]}: {found[1]}",
                      file=sys.stderr)
                return 1
        print(f"  {'':6} {'bug':30} {'step':>8}  what was found first")
        count = sum(find(folder, patch, options.seconds) for patch in chosen)
    print(f"{len(chosen)} planted, {count} found")
    return 0 if count == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
