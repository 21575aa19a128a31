"""The rules that the source tree keeps. Each takes the root and returns its problems as "file:line: what"."""
import re
from fnmatch import fnmatchcase

import index
import patches
import sources
from tree import (LAYERS, TEXT_SUFFIXES, cpp_files, declared_types, defined_types, files, includes, layer_of, text_of)

MAX_LINES = 600
ALL_CODE = ("gc", "objects", "runtime", "examples", "tests", "benchmarks", "include")
# Written in two parts, or this file would break its own rules.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
MACHINE_PATH = re.compile(r"(?<![\w.\-/])/(?:wor" r"k|hom" r"e|roo" r"t|User" r"s)/")
BDWGC_NAME = re.compile(r"(?:gc|gc_\w+|cord|cord_pos|ec|javaxfc|leak_detector)\.h")


def at(root, path, line, message):
    return f"{path.relative_to(root).as_posix()}:{line}: {message}"


def includes_point_left(root):
    """gc <- objects <- runtime <- examples: a file includes its own layer and those to its left."""
    problems = []
    for path in cpp_files(root, *LAYERS):
        own = layer_of(root, path)
        for line, name in includes(root, path):
            parts = name.split("/")
            if parts[0] != "mayfly" or len(parts) < 2:
                continue
            if parts[1] in LAYERS:
                theirs = LAYERS.index(parts[1])
            elif parts[1] == "mayfly.h":
                theirs = LAYERS.index("examples")  # the umbrella holds all layers
            else:
                continue
            if theirs > own:
                problems.append(at(root, path, line, f"{LAYERS[own]}/ includes <{name}>, expected its own layer or one "
                                                     "to its left"))
    return problems


def forward_declarations_point_left(root):
    """A lower layer does not name a class of a higher one, not even in a forward declaration."""
    problems = []
    in_headers, anywhere = [set() for _ in LAYERS], [set() for _ in LAYERS]
    for path in cpp_files(root, *LAYERS):
        anywhere[layer_of(root, path)] |= defined_types(path)
        if path.suffix == ".h":
            in_headers[layer_of(root, path)] |= defined_types(path)
    for path in cpp_files(root, *LAYERS):
        own = layer_of(root, path)
        higher = set().union(*in_headers[own + 1:]) - set().union(*anywhere[:own + 1])
        for line, name in declared_types(path):
            if name in higher:
                problems.append(at(root, path, line, f"{LAYERS[own]}/ declares '{name}', which a layer to its right "
                                                     "defines"))
    return problems


def is_bdwgc(name):
    parts = name.split("/")
    return parts[0] == "gc" and len(parts) > 1 or len(parts) == 1 and parts[0] in ("gc.h", "gc_cpp.h")


def bdwgc_stays_in_its_cage(root):
    """Only gc/boehm/ includes bdwgc's headers (tests and benchmarks use bdwgc beside Mayfly)."""
    problems = []
    for path in cpp_files(root, *ALL_CODE):
        parts = path.relative_to(root).parts
        if parts[:2] == ("gc", "boehm") or parts[0] in ("tests", "benchmarks"):
            continue
        problems += [at(root, path, line, f"includes bdwgc's <{name}>, expected only in gc/boehm/")
                     for line, name in includes(root, path) if is_bdwgc(name)]
    return problems


def cage_is_private(root):
    """gc/boehm/ is not installed: no public header includes it, nor any file outside gc/ and its tests."""
    problems = []
    for path in cpp_files(root, *ALL_CODE):
        parts = path.relative_to(root).parts
        inside = parts[:2] in (("gc", "boehm"), ("tests", "gc")) or parts[0] == "gc" and path.suffix == ".cpp"
        if not inside:
            problems += [at(root, path, line, f"includes <{name}>, expected only in gc's sources and their tests")
                         for line, name in includes(root, path) if name.startswith("mayfly/gc/boehm/")]
    return problems


def no_header_shadows_bdwgc(root):
    """A file of gc/ that is named like a header of bdwgc could stand before it."""
    return [at(root, p, 1, f"'{p.name}' is the name of a header of bdwgc")
            for p in cpp_files(root, "gc") if BDWGC_NAME.fullmatch(p.name)]


def search_text(root, pattern, message):
    problems = []
    for path in files(root):
        if path.suffix in TEXT_SUFFIXES:
            for number, line in enumerate(text_of(path).splitlines(), 1):
                if match := pattern.search(line):
                    problems.append(at(root, path, number, message.format(match.group(0))))
    return problems


def nothing_is_left_unfinished(root):
    return search_text(root, UNFINISHED, "'{}' left in the text")


def no_machine_paths(root):
    return search_text(root, MACHINE_PATH, "a path of one machine: '{}'")


def headers_open_with_a_contract(root):
    """A comment that says what the header is comes first, then #pragma once."""
    problems = []
    for path in cpp_files(root, *ALL_CODE):
        if path.suffix != ".h":
            continue
        text = text_of(path)
        if not text.startswith(("//", "/*")):
            problems.append(at(root, path, 1, "expected to open with a comment that states its contract"))
        if not re.search(r"^#pragma once$", text, re.MULTILINE):
            problems.append(at(root, path, 1, "expected '#pragma once'"))
    return problems


def files_are_short(root):
    problems = []
    for path in files(root, ".h", ".cpp", ".py"):
        count = len(text_of(path).splitlines())
        if count > MAX_LINES:
            problems.append(at(root, path, count, f"{count} lines, expected at most {MAX_LINES}: split it"))
    return problems


def layers_introduce_themselves(root):
    return [f"{layer}/: expected {name}" for layer in ("gc", "objects", "runtime") for name in ("README.md", "forward.h")
            if not (root / layer / name).is_file()]


def source_lists_are_current(root):
    stale, problems = sources.updates(root)
    return problems + [f"{p.relative_to(root).as_posix()}: its file list is out of date; run ./dev sources" for p in stale]


def code_index_is_current(root):
    text, problems = index.expected(root)
    path = root / index.INDEX
    if not path.is_file() or path.read_text() != text:
        problems.append(f"{index.INDEX}: it is out of date; run ./dev index")
    return problems


INVARIANT = re.compile(r"\b(?:gc|objects|runtime)\.[a-z]+\.[a-z]+(?:-[a-z]+)*(?![\w-]|\.\w)")
DEFINITION = re.compile(r"^`([a-z.-]+)`$", re.MULTILINE)


def invariants_are_defined_and_cited(root):
    """Each invariant that the code names is defined in docs/invariants.md, and each one there is named by the code."""
    path = root / "docs" / "invariants.md"
    defined = set(DEFINITION.findall(text_of(path))) if path.is_file() else set()
    problems, cited = [], set()
    for source in cpp_files(root, *ALL_CODE):
        for number, line in enumerate(text_of(source).splitlines(), 1):
            for name in INVARIANT.findall(line):
                cited.add(name)
                if name not in defined:
                    problems.append(at(root, source, number, f"'{name}' is not defined in docs/invariants.md"))
    return problems + [f"docs/invariants.md: '{name}' is not cited by any code" for name in sorted(defined - cited)]


def rule_patches_fit(root):
    """Each patch of `./dev rules` still applies, names a test that exists, and is told of in tests/gc/README.md."""
    folder = root / "tests" / "rules"
    readme = root / "tests" / "gc" / "README.md"
    told = text_of(readme) if readme.is_file() else ""
    suites = {}  # what stands between the brackets of TEST and TEST_F
    for path in cpp_files(root, "tests"):
        for suite, test in re.findall(r"^TEST(?:_F)?\((\w+), (\w+)\)", text_of(path), re.MULTILINE):
            suites.setdefault(suite, set()).add(test)
    problems = []
    for path in sorted(folder.glob("*.patch")) if folder.is_dir() else ():
        try:
            patch = patches.Patch(path)
            patch.applied(root)
        except patches.PatchError as error:
            problems.append(f"tests/rules/{path.name}: {error}")
            continue
        suite, _, test = patch.filter.partition(".")
        if not any(fnmatchcase(name, test) for name in suites.get(suite, ())):
            problems.append(f"tests/rules/{path.name}: there is no test {patch.filter}")
        if f"`{patch.name}`" not in told:
            problems.append(f"tests/rules/{path.name}: tests/gc/README.md does not tell of it")
    return problems


def planted_bugs_fit(root):
    """Each patch of `./dev planted` still applies, and says how its bug is found."""
    folder = root / "tests" / "stress" / "bugs"
    problems = []
    for path in sorted(folder.glob("*.patch")) if folder.is_dir() else ():
        try:
            patch = patches.Patch(path, patches.BUG_FIELDS)
            patch.applied(root)
        except patches.PatchError as error:
            problems.append(f"tests/stress/bugs/{path.name}: {error}")
            continue
        if "--steps" not in patch.run:
            problems.append(f"tests/stress/bugs/{path.name}: expected a number of --steps in 'Run:'")
    return problems


def the_stress_model_knows_no_mayfly(root):
    """The shadow model shares nothing with what it checks."""
    return [at(root, path, line, f"the model includes <{name}>, expected its own files and the standard library")
            for path in cpp_files(root, "tests")
            if path.relative_to(root).parts[:3] == ("tests", "stress", "model")
            for line, name in includes(root, path) if name.startswith(("mayfly/", "world/", "run/", "gc"))]


TEST = re.compile(r"\bTEST(?:_F|_P)?\((\w+),\s*(\w+)\)")
NAMED_TEST = re.compile(r"`(\w+\.(?:[A-Z]\w*\*?|\*))`")  # `Suite.Test`, or `Suite.Begin*`


def contract_tests_exist(root):
    """Each test that docs/contract-tests.md names is there."""
    path = root / "docs" / "contract-tests.md"
    if not path.is_file():
        return []
    tests = {f"{suite}.{name}" for source in files(root / "tests", ".cpp") for suite, name in TEST.findall(text_of(source))}
    problems = []
    for number, line in enumerate(text_of(path).splitlines(), 1):
        for named in NAMED_TEST.findall(line):
            if not any(test == named or named.endswith("*") and test.startswith(named[:-1]) for test in tests):
                problems.append(at(root, path, number, f"there is no test {named}"))
    return problems


RULES = (
    includes_point_left,
    forward_declarations_point_left,
    bdwgc_stays_in_its_cage,
    cage_is_private,
    no_header_shadows_bdwgc,
    nothing_is_left_unfinished,
    no_machine_paths,
    headers_open_with_a_contract,
    files_are_short,
    layers_introduce_themselves,
    source_lists_are_current,
    code_index_is_current,
    invariants_are_defined_and_cited,
    rule_patches_fit,
    planted_bugs_fit,
    the_stress_model_knows_no_mayfly,
    contract_tests_exist,
)
