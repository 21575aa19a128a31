#!/usr/bin/env python3
"""Writes docs/code-index.md: a line per file of the three layers, from the sentence that each file opens with.

`index.py --write ROOT` brings it up to date; the lint rule code_index_is_current says when it is not. A source file
beside a header of its own is named with it, and needs no comment; one that stands alone opens with one.
"""
import argparse
import re
import sys
from pathlib import Path

import sources

INDEX = "docs/code-index.md"
HEAD = """\
# Code index

A line per file, from the sentence that it opens with. Written by `./dev index`. Layers depend on each other from the first
to the last: `gc/` knows nothing of `objects/`, which knows nothing of `runtime/`. Start with each layer's README.
"""
# How far a sentence goes: to a full stop, or to a colon that ends a line (an example follows).
SENTENCE_END = re.compile(r"\.(?=\s|$)|:(?=\n|$)")


def opening_sentence(text):
    """The first sentence of the comment that a file opens with; '' if it opens with none."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("//") or (line.strip() == "//" and lines):
            break
        lines.append(line[2:].strip())
    comment = "\n".join(lines)
    end = SENTENCE_END.search(comment)
    sentence = comment[:end.start()] if end else comment
    return " ".join(sentence.split())


def shown_sentence(sentence):
    """As it stands in a table: the name that it begins with as code, and without references to the contract."""
    sentence = re.sub(r" \(contract [^)]*\)", "", sentence)
    name, colon, rest = sentence.partition(": ")
    if colon and " " not in name.replace(", ", ""):
        return f"`{name}`: " + escaped(rest)
    return escaped(sentence)


def escaped(text):
    return text.replace("|", "\\|").replace("<", "\\<")


def entries(root, layer):
    """Yields (folder, what is named, sentence, path); the folder relative to the root."""
    folder = root / layer
    names = set(sources.found(folder, ".h")) | set(sources.found(folder, ".cpp"))
    for name in sorted(names):
        path = folder / name
        if path.suffix == ".cpp" and name[:-4] + ".h" in names:
            continue
        source = name[:-2] + ".cpp" if path.suffix == ".h" else None
        shown = path.name + (", .cpp" if source in names else "")
        yield path.parent.relative_to(root).as_posix(), shown, opening_sentence(path.read_text()), path


def expected(root):
    """Returns (the text of the index, [problems])."""
    parts, problems = [HEAD], []
    for layer in sources.LAYERS:
        if not (root / layer).is_dir():
            continue
        rows = list(entries(root, layer))
        folders = sorted({row[0] for row in rows}, key=lambda f: (f != layer, f))
        for folder in folders:
            parts.append(f"\n## {folder}/\n\n| file | what it is |\n|---|---|\n")
            for _, shown, sentence, path in (row for row in rows if row[0] == folder):
                if not sentence and path.suffix == ".cpp":  # headers have a rule of their own
                    problems.append(f"{path.relative_to(root).as_posix()}:1: expected to open with a comment that says what "
                                    "it is, for docs/code-index.md")
                parts.append(f"| `{shown}` | {shown_sentence(sentence)} |\n")
    return "".join(parts), problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", required=True)
    parser.add_argument("root", type=Path)
    root = parser.parse_args().root
    text, problems = expected(root)
    path = root / INDEX
    if not path.exists() or path.read_text() != text:
        sources.write_atomically(path, text)
        print(f"updated {INDEX}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
