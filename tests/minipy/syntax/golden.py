"""Compares the golden cases of syntax errors with CPython 3.11, or writes its answers into them.

    python3.11 golden.py FILE.cases...            compare
    python3.11 golden.py --write FILE.cases...    write

A case is its source between a line "--- name" and a line "=== answer". The name ends in [escaped] where the source has
escapes such as \\t, \\xff and \\0, and has no newline at its end. An answer is "ok", or "Kind line:column message", the
column being 1-based and in characters. A case whose answer begins with "minipy" is a known deviation: what minipy says
instead of CPython.
"""
import ast
import sys


def parse(text):
    """The cases of a file: [name, source lines, answer]."""
    cases = []
    for line in text.splitlines():
        if line.startswith("--- "):
            cases.append([line[4:], [], None])
        elif line.startswith("==="):
            cases[-1][2] = line[4:]
        elif cases and cases[-1][2] is None:
            cases[-1][1].append(line)
    return cases


def source_of(case):
    if not case[0].endswith("[escaped]"):
        return "".join(line + "\n" for line in case[1]).encode()
    return "\n".join(case[1]).encode("latin-1", "backslashreplace").decode("unicode_escape").encode("latin-1")


def answer_of(source):
    try:
        # The columns of bytes would be in bytes.
        source = source.decode() if not source.startswith(b"\xef\xbb\xbf") else source
    except UnicodeDecodeError:
        pass
    try:
        ast.parse(source)
    except SyntaxError as error:
        return f"{type(error).__name__} {error.lineno or 0}:{error.offset or 0} {error.msg}"
    except ValueError as error:
        return f"SyntaxError 1:1 {error}"
    return "ok"


def main(arguments):
    write = arguments[:1] == ["--write"]
    different = 0
    for path in arguments[1:] if write else arguments:
        with open(path, encoding="utf-8", newline="\n") as file:
            cases = parse(file.read())
        for case in cases:
            answer = answer_of(source_of(case))
            if (case[2] or "").startswith("minipy "):
                if case[2] == "minipy " + answer:
                    print(f"{path}: {case[0]}: no longer a deviation")
                    different += 1
            elif write:
                case[2] = answer
            elif answer != case[2]:
                print(f"{path}: {case[0]}\n  expected {case[2]}\n  CPython  {answer}")
                different += 1
        if write:
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                for name, lines, answer in cases:
                    file.write("\n".join([f"--- {name}", *lines, f"=== {answer or ''}".rstrip()]) + "\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
