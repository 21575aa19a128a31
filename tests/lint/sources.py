#!/usr/bin/env python3
"""Keeps the file lists of the meson.build files in step with the tree.

Meson wants explicit lists; many hands add files. `sources.py --write` rewrites each list (sorted, so that the result
depends on the tree alone); `sources.py --check` says which are out of date and fails.
"""
import argparse
import os
import re
import sys
from pathlib import Path

LAYERS = ("gc", "objects", "runtime")
TEST_SUITES = ("gc", "objects", "runtime", "regression", "examples")

NEW_EXAMPLE = """\
# The list is written by `./dev sources`.
example_sources = files(
)

example_programs += {{'{name}': executable('{name}', example_sources,
  implicit_include_directories: false,
  dependencies: mayfly_dep)}}
"""


def found(folder, suffix, keep=lambda path: True):
    """Paths below `folder`, relative to it, sorted."""
    paths = (p.relative_to(folder).as_posix() for p in folder.rglob("*" + suffix) if p.is_file())
    return sorted(p for p in paths if keep(p))


def is_process_test(path):
    return path.endswith("_process_test.cpp")


def is_public_header(layer, path):
    """gc/boehm/ is private: only it includes bdwgc's headers, and hosts need not have them."""
    return not (layer == "gc" and path.startswith("boehm/"))


def expected_lists(root):
    """Yields (meson.build, variable, paths)."""
    for layer in LAYERS:
        folder = root / layer
        build = folder / "meson.build"
        yield build, f"{layer}_sources", found(folder, ".cpp")
        yield build, f"{layer}_headers", found(folder, ".h", lambda p: is_public_header(layer, p))
    for suite in TEST_SUITES:
        folder = root / "tests" / suite
        build = folder / "meson.build"
        yield build, f"{suite}_test_sources", found(folder, ".cpp", lambda p: not is_process_test(p))
        yield build, f"{suite}_process_test_sources", found(folder, ".cpp", is_process_test)
    stress = root / "tests" / "stress"
    if stress.is_dir():
        build = stress / "meson.build"
        yield build, "stress_sources", found(stress, ".cpp", lambda p: not p.startswith("checks/"))
        yield build, "stress_test_sources", found(stress, ".cpp", lambda p: p.startswith("checks/"))
    fuzz = root / "tests" / "fuzz"
    if fuzz.is_dir():
        yield fuzz / "meson.build", "embedding_fuzzer_sources", [p for p in found(fuzz, ".cpp") if p.startswith("embedding/")]
    support = root / "tests" / "support"
    yield support / "meson.build", "support_sources", found(support, ".cpp")
    benchmarks = root / "benchmarks"
    yield benchmarks / "meson.build", "benchmark_sources", found(benchmarks, ".cpp")
    for folder in example_folders(root):
        yield folder / "meson.build", "example_sources", found(folder, ".cpp")
    minipy = root / "examples" / "minipy"
    if minipy.is_dir():
        library = [p for p in found(minipy, ".py") if p.startswith("lib/") and p != "lib/embed.py"]
        yield minipy / "meson.build", "minipy_library", library


def example_folders(root):
    examples = root / "examples"
    if not examples.is_dir():
        return []
    return sorted(p for p in examples.iterdir() if p.is_dir() and any(p.rglob("*.cpp")))


def with_list(text, variable, paths):
    """`text` with the files() list of `variable` replaced; None if it has no such list."""
    pattern = re.compile(rf"^({re.escape(variable)} = files\(\n)(?:[^)\n]*\n)*?\)", re.MULTILINE)
    if not pattern.search(text):
        return None
    body = "".join(f"  '{p}',\n" for p in paths)
    return pattern.sub(lambda m: m.group(1) + body + ")", text)


def with_subdirs(text, names):
    """examples/meson.build: its subdir() lines replaced."""
    kept = [line for line in text.splitlines() if not re.fullmatch(r"subdir\('[^']*'\)", line)]
    return "\n".join(kept + [f"subdir('{n}')" for n in names]) + "\n"


def updates(root):
    """Returns ({file: new text} for what is out of date, [problems that rewriting cannot solve])."""
    texts, problems = {}, []

    def current(path):
        if path not in texts:
            texts[path] = path.read_text() if path.exists() else ""
        return texts[path]

    for folder in example_folders(root):
        build = folder / "meson.build"
        if not build.exists():
            texts[build] = NEW_EXAMPLE.format(name=folder.name)
    for build, variable, paths in expected_lists(root):
        changed = with_list(current(build), variable, paths)
        if changed is None:
            problems.append(f"{build.relative_to(root)}: no list '{variable} = files(...)' found, expected one")
        else:
            texts[build] = changed
    examples = root / "examples" / "meson.build"
    if examples.exists():
        texts[examples] = with_subdirs(current(examples), [p.name for p in example_folders(root)])
    stale = {p: t for p, t in texts.items() if not p.exists() or p.read_text() != t}
    return {p: t for p, t in stale.items() if t}, problems


def write_atomically(path, text):
    """A build that reads the file meanwhile sees the old list or the new one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text)
    os.replace(temporary, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--write", action="store_true")
    parser.add_argument("root", type=Path)
    options = parser.parse_args()
    stale, problems = updates(options.root)
    for path, text in sorted(stale.items()):
        name = path.relative_to(options.root)
        if options.write:
            write_atomically(path, text)
            print(f"updated {name}")
        else:
            problems.append(f"{name}: its file list is out of date; run ./dev sources")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
