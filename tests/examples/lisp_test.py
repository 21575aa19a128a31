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
import pty
import resource
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(__file__).parent / "lisp"
sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import golden
import tap


def generated():
    """Files that are too long to keep."""
    many = 100_000
    long = 3_000 if "stress" in os.environ.get("MAYFLY_GC", "") else many
    return {
        "deep_open.lisp": "(" * many,
        "deep_closed.lisp": "(" * many + ")" * many,
        "deep_quotes.lisp": "'" * many + "x",
        "long_list.lisp": f"(print (= {long} (length '(" + "x " * long + "))))",
        "long_sum.lisp": f"(print (= {long} (+" + " 1" * long + ")))",
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


class Terminal:
    """The program at a terminal of its own."""

    def __init__(self, program):
        self.process_id, self.terminal = pty.fork()
        if self.process_id == 0:
            os.environ["TERM"] = "dumb"
            os.execv(program, [program])
        self.text = ""

    def wait_for(self, text):
        """Reads until `text` has come; what came before it is dropped."""
        end = time.monotonic() + 60
        while text not in self.text:
            if not select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"expected {text!r}, got {self.text!r}")
            self.text += os.read(self.terminal, 4096).decode(errors="replace")
        self.text = self.text[self.text.index(text) + len(text):]

    def type(self, text):
        os.write(self.terminal, text.encode())

    def end(self):
        return os.waitstatus_to_exitcode(os.waitpid(self.process_id, 0)[1])


def interrupts_stop_what_runs(program):
    terminal = Terminal(program)
    terminal.wait_for("lisp> ")
    terminal.type("(define n 0) (print (string 'rea 'dy)) (while true (set! n (+ n 1)))\n")
    terminal.wait_for("ready")
    time.sleep(0.2)
    terminal.type("\x03")
    terminal.wait_for("Interrupted")
    terminal.wait_for("lisp> ")
    terminal.type("(string \"counted \" (> n 0))\n")
    terminal.wait_for("\"counted true\"")
    # What was typed is dropped, however many lines it has.
    terminal.wait_for("lisp> ")
    terminal.type("(print\n")
    terminal.wait_for("... ")
    terminal.type("\"never")
    time.sleep(0.2)
    terminal.type("\x03")
    terminal.wait_for("lisp> ")
    terminal.type("(* 6 7)\n")
    terminal.wait_for("42")
    terminal.wait_for("lisp> ")
    terminal.type("\x04")
    code = terminal.end()
    return [] if code == 0 else [f"exit code {code}, expected 0"]


def calls_take_no_cpp_stack(program):
    """9,000 nested calls on a stack of 400 KB."""
    stack = 400 << 10
    text = "(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1))))) (count 9000)"
    done = subprocess.run([program, "-e", text], capture_output=True, text=True, check=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (stack, stack)))
    return [] if done.stdout == "9000\n" else [f"expected 9000, got {done.stdout}{done.stderr[:300]}"]


def main():
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in FOLDER.iterdir():
            shutil.copy(path, folder)
        for file, text in generated().items():
            (folder / file).write_text(text, errors="surrogateescape")
        checks = [("interrupts_stop_what_runs", lambda: interrupts_stop_what_runs(program)),
                  ("calls_take_no_cpp_stack", lambda: calls_take_no_cpp_stack(program))]
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
