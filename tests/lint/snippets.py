#!/usr/bin/env python3
"""Compiles the C++ of README.md and docs/**/*.md, and runs the programs whose output is shown.

A ```cpp block is
  - left alone if its fence says ```cpp ignore;
  - a program of its own if it defines main();
  - compiled as it stands, in a namespace of its own, if it has an #include, a namespace or a comment `// top-level`;
  - otherwise the body of a function `Result<> snippet(Runtime& rt)` in `using namespace mayfly`.
A fence ```cpp continued adds to the block before it (a tutorial that goes step by step).

A program that is followed by a ```text block prints what that block shows. The first program of README.md is the one a
reader tries first: it has at most 60 lines, is the source of examples/hello, and its output is shown.

usage: snippets.py ROOT WORK_FOLDER LIBRARY COMPILER...
"""
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import compiling
import tap

MAX_PROGRAM_LINES = 60
# What a snippet leaves unused, its reader will use; ignoring a result is a mistake even there.
WARNINGS = ["-Wall", "-Wextra", "-Werror", "-Wno-unused", "-Wno-unused-parameter", "-Wunused-result"]
FENCE = re.compile(r"^ {0,3}```[ \t]*(?P<info>[^\n`]*)\n(?P<text>.*?)^ {0,3}```[ \t]*$", re.MULTILINE | re.DOTALL)


@dataclass
class Block:
    path: Path
    line: int  # of its first line of text
    info: list
    text: str

    @property
    def place(self):
        return f"{self.path.name}:{self.line}"

    @property
    def is_program(self):
        return re.search(r"\bint main\(", self.text) is not None

    @property
    def is_top_level(self):
        return re.search(r"^\s*#\s*include|\bnamespace\b|// top-level", self.text, re.MULTILINE) is not None


def blocks_of(path):
    text = path.read_text()
    return [Block(path, text.count("\n", 0, m.start("text")) + 1, m.group("info").split(), m.group("text"))
            for m in FENCE.finditer(text)]


def cpp_blocks(blocks):
    """The C++ blocks to compile; continued ones are joined to their beginning."""
    result = []
    for block in blocks:
        if block.info[:1] != ["cpp"] or "ignore" in block.info:
            continue
        if "continued" in block.info and result and result[-1].path == block.path:
            result[-1] = Block(block.path, result[-1].line, result[-1].info,
                               result[-1].text + f'#line {block.line} "{block.path}"\n' + block.text)
        else:
            result.append(block)
    return result


def joined_unit(blocks):
    """One translation unit of all blocks that are no programs: each names its place in the document by #line."""
    includes, parts = ["#include <mayfly/mayfly.h>"], []
    for number, block in enumerate(blocks):
        lines = []
        for line in block.text.splitlines():
            is_include = re.match(r"\s*#\s*include\b", line)
            if is_include:
                includes.append(line.strip())
            lines.append("" if is_include else line)
        text = "\n".join(lines)
        head = f'namespace snippet_{number} {{\nusing namespace mayfly;\n'
        if not block.is_top_level:
            head += "[[maybe_unused]] inline Result<> snippet([[maybe_unused]] Runtime& rt) {\n"
            text += "\nreturn {};\n}"
        parts.append(f'{head}#line {block.line} "{block.path}"\n{text}\n}}\n')
    return "\n".join(dict.fromkeys(includes)) + "\n" + "".join(parts)


def documents(root):
    return [p for p in [root / "README.md", *sorted((root / "docs").rglob("*.md"))] if p.is_file()]


def compile_snippets(paths, work, compiler):
    """Returns the problems of all blocks."""
    blocks = [b for path in paths for b in cpp_blocks(blocks_of(path))]
    joined = [b for b in blocks if not b.is_program]
    units = [(b.place, f'#line {b.line} "{b.path}"\n{b.text}') for b in blocks if b.is_program]
    if joined:
        units.append(("snippets", joined_unit(joined)))
    commands = []
    for number, (_, text) in enumerate(units):
        unit = work / f"unit_{number}.cpp"
        compiling.write_if_changed(unit, text)
        commands.append([*compiler, *WARNINGS, "-fsyntax-only", unit])
    return [f"{place}:\n{output}" for (place, _), (good, output) in zip(units, compiling.run_all(commands)) if not good]


def programs(path):
    """Yields each program of a document, with the text that it should print: the ```text block that follows it, or None."""
    blocks = blocks_of(path) if path.is_file() else []
    for program in cpp_blocks(blocks):
        if program.is_program:
            last = max(i for i, b in enumerate(blocks) if b.info[:1] == ["cpp"] and program.text.endswith(b.text))
            after = next((b for b in blocks[last + 1:] if b.info[:1] in (["cpp"], ["text"])), None)
            yield program, after.text if after and after.info[:1] == ["text"] else None


def programs_do_what_documents_show(root, work, library, compiler):
    """Builds and runs each program whose output a document shows; README.md must begin with one."""
    problems = []
    first, shown = next(programs(root / "README.md"), (None, None))
    if first is None:
        return ["README.md: expected a complete program in a ```cpp block"]
    lines = len(first.text.splitlines())
    if lines > MAX_PROGRAM_LINES:
        problems.append(f"{first.place}: the program has {lines} lines, expected at most {MAX_PROGRAM_LINES}")
    if shown is None:
        problems.append(f"{first.place}: expected a ```text block after the program, with what it prints")
    for path in documents(root):
        for program, shown in programs(path):
            if shown is not None:
                problems += run_program(program, shown, work, library, compiler)
    return problems


def run_program(program, shown, work, library, compiler):
    source = work / f"{program.path.stem}_{program.line}.cpp"
    binary = source.with_suffix("")
    compiling.write_if_changed(source, program.text)
    built, output = compiling.run([*compiler, *WARNINGS, source, "-o", binary, library,
                                   f"-Wl,-rpath,{Path(library).parent}"])
    if not built:
        return [f"{program.place}: does not build:\n{output}"]
    good, output = compiling.run([binary])
    if good and output.strip() == shown.strip():
        return []
    return [f"{program.place}: expected\n{shown}\ngot{'' if good else ' a failure and'}\n{output}"]


def hello_is_the_readmes_program(root):
    program, _ = next(programs(root / "README.md"), (None, None))
    if program is None:
        return ["README.md: expected a complete program in a ```cpp block"]
    files = sorted((root / "examples" / "hello").glob("*.cpp"))
    if any(program.text.strip() in f.read_text() for f in files):
        return []
    return [f"{program.place}: examples/hello differs from the README's program"]


# --- self-test: documents whose problems must be seen ------------------------------------------------------------------

HEADER = "#pragma once\nnamespace mayfly { struct Runtime {}; template <class T = void> struct Result {}; }\n"
GOOD = """\
```cpp
int x = 1;
```
```cpp continued
x = 2;
```
```cpp
#include <vector>
std::vector<int> v;
```
```cpp ignore
nonsense
```
```cpp
#include <cstdio>
int main() { std::puts("hi"); }
```
```text
hi
```
"""
BAD = ["```cpp\nint x = y;\n```\n", "```cpp continued\nz = 1;\n```\n", "```cpp\nint main() { return a; }\n```\n"]


def bad_snippets_are_seen(compiler):
    problems = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compiling.write_if_changed(folder / "include/mayfly/mayfly.h", HEADER)
        compiler = [*compiler[:1 + ("ccache" in compiler[0])], "-std=c++20", "-I", folder / "include"]
        (folder / "README.md").write_text(GOOD)
        problems += compile_snippets([folder / "README.md"], folder / "good", compiler)
        for number, text in enumerate(BAD):
            path = folder / "bad.md"
            path.write_text(text)
            found = compile_snippets([path], folder / f"bad_{number}", compiler)
            if len(found) != 1 or "bad.md:2" not in found[0]:
                problems.append(f"expected a problem at bad.md:2 of {text!r}, got {found}")
        for shown, expected in (("hi", 0), ("ho", 1)):
            (folder / "README.md").write_text(GOOD.replace("```text\nhi", f"```text\n{shown}"))
            # No library is needed: the program stands for one, so an empty object is linked.
            empty = folder / "empty.cpp"
            empty.write_text("")
            found = programs_do_what_documents_show(folder, folder, empty, compiler)
            if len(found) != expected:
                problems.append(f"expected {expected} problems when the README shows {shown!r}, got {found}")
    return problems


def main():
    root, work, library, compiler = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4:]
    return tap.run([
        ("bad_snippets_are_seen", lambda: bad_snippets_are_seen(compiler)),
        ("snippets_compile", lambda: compile_snippets(documents(root), work, compiler)),
        ("programs_do_what_documents_show", lambda: programs_do_what_documents_show(root, work, library, compiler)),
        ("hello_is_the_readmes_program", lambda: hello_is_the_readmes_program(root)),
    ])


if __name__ == "__main__":
    sys.exit(main())
