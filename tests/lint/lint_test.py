#!/usr/bin/env python3
"""Shows that each lint rule can fail: a small good tree passes all of them, and each change to it breaks one."""
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import index
import rules
import sources
import tap

GOOD = {
    "gc/README.md": "cells",
    "gc/forward.h": "// Vocabulary.\n#pragma once\n",
    "docs/invariants.md": "`gc.cell.never-moves`\n: Cells never move.\n",
    "gc/heap.h": "// The heap. gc.cell.never-moves\n#pragma once\n#include <mayfly/gc/forward.h>\nnamespace mayfly::gc { class Heap {}; }\n",
    "gc/boehm/bdwgc.h": "// The cage.\n#pragma once\n#include <gc/gc.h>\n",
    "gc/heap.cpp": "#include <mayfly/gc/heap.h>\n#include <mayfly/gc/boehm/bdwgc.h>\n",
    "gc/meson.build": "gc_sources = files(\n)\ngc_headers = files(\n)\n",
    "objects/README.md": "objects",
    "objects/forward.h": "// Vocabulary.\n#pragma once\n#include <mayfly/gc/heap.h>\nnamespace mayfly { class List; }\n",
    "objects/list.h": "// A list.\n#pragma once\nnamespace mayfly { class List final {\n  struct Part {};\n}; }\n",
    "objects/meson.build": "objects_sources = files(\n)\nobjects_headers = files(\n)\n",
    "runtime/README.md": "runtime",
    "runtime/forward.h": "// Vocabulary.\n#pragma once\n#include <mayfly/objects/list.h>\n",
    "runtime/runtime.h": "// The runtime.\n#pragma once\nnamespace mayfly {\nclass MAYFLY_API Runtime final : public Base {\n};\n}\n",
    "runtime/meson.build": "runtime_sources = files(\n)\nruntime_headers = files(\n)\n",
    "examples/meson.build": "",
    "examples/hello/hello.cpp": "#include <mayfly/mayfly.h>\nint main() {}\n",
    "tests/gc/heap_test.cpp": "#include <gc/gc.h>\nTEST_F(Heaps, MoveNothing) {}\n",
    "docs/contract-tests.md": "| 1.1 | `Heaps.Grow`, `Heaps.*` |\n",
    "tests/gc/limit_process_test.cpp": "TEST_F(Heaps, Grow) {}\n",
    "tests/support/meson.build": "support_sources = files(\n)\n",
    "tests/gc/README.md": "| moving cells | `cells-never-move` |\n",
    "tests/rules/cells-never-move.patch": "Rule: cells never move\nTest: gc_tests Heaps.Move*\nSaid: moved\n"
                                          "--- a/runtime/README.md\n+++ b/runtime/README.md\n@@ -1 +1 @@\n-runtime\n"
                                          "+moved\n",
    "benchmarks/meson.build": "benchmark_sources = files(\n)\n",
    "tests/stress/meson.build": "stress_sources = files(\n)\nstress_test_sources = files(\n)\n",
    "tests/stress/model/model.cpp": "#include <vector>\n",
    "build/meson-private/x": "",
    "build/left.h": "no header of ours",
} | {f"tests/{s}/meson.build": f"{s}_test_sources = files(\n)\n{s}_process_test_sources = files(\n)\n"
     for s in sources.TEST_SUITES}

# rule, file, text that is added to it (or "-" + file: the file is removed)
BAD = [
    ("includes_point_left", "gc/heap.cpp", "#include <mayfly/objects/list.h>\n"),
    ("includes_point_left", "gc/heap.cpp", '#include "../objects/list.h"\n'),
    ("includes_point_left", "objects/list.h", "#  include <mayfly/runtime/runtime.h>\n"),
    ("includes_point_left", "runtime/runtime.h", "#include <mayfly/mayfly.h>\n"),
    ("forward_declarations_point_left", "gc/heap.h", "namespace mayfly { class List; }\n"),
    ("forward_declarations_point_left", "objects/list.h", "namespace mayfly { class X { friend class Runtime; }; }\n"),
    ("forward_declarations_point_left", "gc/heap.h", "class Y { friend class ::mayfly::Runtime; };\n"),
    ("forward_declarations_point_left", "gc/heap.cpp", "void f(class Runtime* rt);\n"),
    ("bdwgc_stays_in_its_cage", "gc/heap.cpp", "#include <gc/gc_mark.h>\n"),
    ("bdwgc_stays_in_its_cage", "examples/hello/hello.cpp", "#include <gc.h>\n"),
    ("cage_is_private", "gc/heap.h", "#include <mayfly/gc/boehm/bdwgc.h>\n"),
    ("cage_is_private", "objects/list.cpp", "#include <mayfly/gc/boehm/bdwgc.h>\n"),
    ("no_header_shadows_bdwgc", "gc/gc_mark.h", "// Marks.\n#pragma once\n"),
    ("no_header_shadows_bdwgc", "gc/support/gc.h", "// All.\n#pragma once\n"),
    ("nothing_is_left_unfinished", "objects/list.h", "// TO" "DO: more\n"),
    ("no_machine_paths", "gc/README.md", "see /ho" "me/me/notes\n"),
    ("headers_open_with_a_contract", "objects/bare.h", "#pragma once\n"),
    ("headers_open_with_a_contract", "objects/twice.h", "// May be included twice.\n"),
    ("files_are_short", "objects/long.cpp", "// Long." + "\n" * 601),
    ("layers_introduce_themselves", "-objects/README.md", ""),
    ("layers_introduce_themselves", "-runtime/forward.h", ""),
    ("source_lists_are_current", "gc/weak/table.cpp", "// A table.\n"),
    ("source_lists_are_current", "tests/objects/list_test.cpp", ""),
    ("source_lists_are_current", "examples/lisp/main.cpp", ""),
    ("source_lists_are_current", "-gc/heap.cpp", ""),
    ("code_index_is_current", "objects/text.h", "// Text: a new file.\n#pragma once\n"),
    ("code_index_is_current", "docs/code-index.md", "a line by hand\n"),
    ("code_index_is_current", "gc/alone.cpp", "namespace {}\n"),
    ("code_index_is_current", "-docs/code-index.md", ""),
    ("invariants_are_defined_and_cited", "objects/list.h", "// objects.list.sorted\n"),
    ("invariants_are_defined_and_cited", "docs/invariants.md", "\n`gc.cell.at-rest`\n: Cells rest.\n"),
    ("rule_patches_fit", "runtime/README.md", "\nruntime\n"),
    ("rule_patches_fit", "runtime/README.md", " and calls\n"),
    ("rule_patches_fit", "tests/rules/marks.patch", "Rule: marks are right\n"),
    ("rule_patches_fit", "-tests/gc/heap_test.cpp", ""),
    ("rule_patches_fit", "-tests/gc/README.md", ""),
    ("planted_bugs_fit", "tests/stress/bugs/lost.patch", "Bug: it is lost\nRun: --steps 10\n"),
    ("planted_bugs_fit", "tests/stress/bugs/lost.patch", "Bug: it is lost\nRun: --seed 1\n--- a/nowhere.h\n"),
    ("the_stress_model_knows_no_mayfly", "tests/stress/model/model.cpp", "#include <mayfly/mayfly.h>\n"),
    ("contract_tests_exist", "docs/contract-tests.md", "| 1.2 | `Heaps.Shrink` |\n"),
    ("contract_tests_exist", "docs/contract-tests.md", "| 1.2 | `Heap.*` |\n"),
]


def write_tree(root):
    for name, text in GOOD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    update_lists(root)
    update_index(root)


def update_lists(root):
    for path, text in sources.updates(root)[0].items():
        sources.write_atomically(path, text)


def update_index(root):
    (root / index.INDEX).write_text(index.expected(root)[0])


def problems_of_all(root):
    for cached in (rules.text_of, rules.defined_types, sys.modules["tree"].code_of):
        cached.cache_clear()
    return {rule.__name__: found for rule in rules.RULES if (found := rule(root))}


def good_tree_passes():
    with tempfile.TemporaryDirectory() as folder:
        write_tree(Path(folder))
        return [f"unexpected: {p}" for found in problems_of_all(Path(folder)).values() for p in found]


def bad_change_fails(rule, name, text):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_tree(root)
        if name.startswith("-"):
            (root / name[1:]).unlink()
        else:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            with (root / name).open("a") as file:
                file.write(text)
        if rule != "source_lists_are_current":
            update_lists(root)
        if rule != "code_index_is_current":
            update_index(root)
        found = problems_of_all(root)
        return [] if set(found) == {rule} else [f"expected problems from {rule} only, got {found or 'none'}"]


def process_tests_are_listed_apart():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_tree(root)
        expected = ("gc_test_sources = files(\n  'heap_test.cpp',\n)\n"
                    "gc_process_test_sources = files(\n  'limit_process_test.cpp',\n)\n")
        text = (root / "tests/gc/meson.build").read_text()
        return [] if text == expected else [f"expected {expected!r}, got {text!r}"]


def private_headers_are_not_listed():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_tree(root)
        return ["gc/boehm/bdwgc.h would be installed"] if "bdwgc.h" in (root / "gc/meson.build").read_text() else []


def main():
    checks = [("good_tree_passes", good_tree_passes),
              ("process_tests_are_listed_apart", process_tests_are_listed_apart),
              ("private_headers_are_not_listed", private_headers_are_not_listed)]
    checks += [(f"{rule}_fails_on_{name.lstrip('-')}_{number}", lambda case=(rule, name, text): bad_change_fails(*case))
               for number, (rule, name, text) in enumerate(BAD)]
    return tap.run(checks)


if __name__ == "__main__":
    sys.exit(main())
