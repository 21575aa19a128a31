#!/usr/bin/env python3
"""Runs the Lisp front-end as its users do, and compares what it prints with transcripts.

A transcript (lisp/*.transcript) is a run of commands, each followed by what it prints on both outputs, in which `<*>`
stands for any text within a line:

    $ lisp -e "(+ 1 2)"
    3
    $ lisp < prompt.in
    ...
    [exit code 2]

Scripts are those beside the transcripts, and what generated() adds. Each command is a test of its own. Those of scripts
are run a second time with a collection at every allocation.

usage: lisp_test.py PROGRAM
"""
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "lisp"
sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import golden
import tap


def generated():
    """Files that are too long to keep."""
    many = 100_000
    return {
        "deep_open.lisp": "(" * many,
        "deep_closed.lisp": "(" * many + ")" * many,
        "deep_quotes.lisp": "'" * many + "x",
        "long_list.lisp": "(print (length '(" + "x " * many + ")))",
        "long_sum.lisp": "(print (+" + " 1" * many + "))",
        "invalid.lisp": "(print \"\udcff\")",
        "empty.lisp": "",
    }


def commands(transcript):
    """Yields (command, expected lines)."""
    command, expected = None, []
    for line in transcript.read_text().splitlines():
        if line.startswith("$ "):
            if command is not None:
                yield command, expected
            command, expected = line[2:], []
        elif command is not None:
            expected.append(line)
    if command is not None:
        yield command, expected


def run(program, command, folder, environment):
    words = shlex.split(command)
    source = subprocess.DEVNULL
    if "<" in words:
        source = open(folder / words[words.index("<") + 1], "rb")
        words = words[:words.index("<")]
    done = subprocess.run([program, *words[1:]], cwd=folder, env={**os.environ, **environment}, stdin=source,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    lines = done.stdout.splitlines()
    return lines + ([f"[exit code {done.returncode}]"] if done.returncode else [])


def check(program, command, expected, folder, environment):
    return golden.difference(expected, run(program, command, folder, environment))


def main():
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in FOLDER.iterdir():
            shutil.copy(path, folder)
        for file, text in generated().items():
            (folder / file).write_text(text, errors="surrogateescape")
        checks = []
        for transcript in sorted(FOLDER.glob("*.transcript")):
            for command, expected in commands(transcript):
                def plain(command=command, expected=expected):
                    return check(program, command, expected, folder, {})

                def stressed(command=command, expected=expected):
                    return check(program, command, expected, folder, {"MAYFLY_GC": "stress=1"})

                checks.append((command, plain))
                if transcript.stem == "scripts" and "MAYFLY_GC" not in os.environ:
                    checks.append((command + " (collecting at every allocation)", stressed))
        return tap.run(checks)


if __name__ == "__main__":
    sys.exit(main())
