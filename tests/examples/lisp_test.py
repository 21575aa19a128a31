#!/usr/bin/env python3
"""Runs the Lisp front-end as its users do, and compares what it prints with transcripts.

A transcript (lisp/*.transcript) is a run of commands, each followed by what it prints on both outputs, in which `<*>`
stands for any text within a line:

    $ lisp <<< "(+ 1 2)"
    3
    $ MAYFLY_GC=limit=300k lisp script.lisp
    ...
    [exit code 1]

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


IS_STRESSED = "stress" in os.environ.get("MAYFLY_GC", "")


def generated():
    """Files that are too long to keep."""
    many = 100_000
    long = 3_000 if IS_STRESSED else many
    deep = 500 if IS_STRESSED else 50_000  # the shallow ones are compared to the end
    return {
        "deep_open.lisp": "(" * many,
        "deep_closed.lisp": "(" * many + ")" * many,
        "deep_quotes.lisp": "'" * many + "x",
        "long_list.lisp": f"(print (= {long} (length '(" + "x " * long + "))))",
        "long_call.lisp": f"(print (= {long} (length (list" + " 1" * long + "))))",
        "deep_values.lisp": "(define (nest l i) (while (< 0 i) (set! l (list l)) (set! i (- i 1))) l)"
                            f"(try (lambda () (= (nest nil {deep}) (nest nil {deep}))) (lambda (m) m)) (print 'done)",
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


def limit_stack():
    """Recursion without end comes to its end sooner: a collection at every allocation scans the stack."""
    if IS_STRESSED:
        resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, 1 << 20))


def run(program, command, folder, environment):
    words = shlex.split(command)
    environment = {**os.environ, **environment}
    while "=" in words[0]:
        name, value = words.pop(0).split("=", 1)
        environment[name] = value
    given = b""
    for sign in ("<", "<<<"):
        if sign in words:
            at = words.index(sign)
            given = words[at + 1].encode() if sign == "<<<" else (folder / words[at + 1]).read_bytes()
            words = words[:at]
    done = subprocess.run([program, *words[1:]], cwd=folder, env=environment, input=given, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, preexec_fn=limit_stack)
    lines = done.stdout.decode(errors="replace").splitlines()
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
    terminal.type("(string 'counted (< 0 n))\n")
    terminal.wait_for("countedtrue")
    # A form of several lines; an error ends nothing.
    terminal.wait_for("lisp> ")
    terminal.type("(print\n")
    terminal.wait_for("... ")
    terminal.type("(nonsense))\n")
    terminal.wait_for("unknown name 'nonsense'")
    terminal.wait_for("lisp> ")
    terminal.type("(* 6 7)\n")
    terminal.wait_for("42")
    terminal.wait_for("lisp> ")
    terminal.type("\x04")
    code = terminal.end()
    return [] if code == 0 else [f"exit code {code}, expected 0"]


def recursion_ends_on_a_small_stack(program):
    """Recursion without end, in several ways, on a stack of 512 KB: an error, which the program catches."""
    stack = 512 << 10
    text = """
        (define (caught f) (try f (lambda (message) (string 'caught))))
        (define (calls n) (+ 1 (calls n)))
        (define (maps x) (map maps '(1)))
        (define (tries) (try tries (lambda (message) (error message))))
        (list (caught (lambda () (calls 1))) (caught (lambda () (maps 1))) (caught tries))"""
    done = subprocess.run([program], input=text, capture_output=True, text=True, check=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (stack, stack)))
    expected = "['caught', 'caught', 'caught']\n"
    return [] if done.stdout == expected else [f"expected {expected}, got {done.stdout}{done.stderr[:300]}"]


def main():
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in FOLDER.iterdir():
            shutil.copy(path, folder)
        for file, text in generated().items():
            (folder / file).write_text(text, errors="surrogateescape")
        checks = [("interrupts_stop_what_runs", lambda: interrupts_stop_what_runs(program)),
                  ("recursion_ends_on_a_small_stack", lambda: recursion_ends_on_a_small_stack(program))]
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
