"""The CPython that minipy is compared with."""
import subprocess


def is_oracle(python):
    """Whether the program `python` is a CPython 3.11."""
    try:
        done = subprocess.run([python, "-c", "import sys; print(sys.version_info[:2], sys.implementation.name)"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    except OSError:
        return False
    return done.stdout.strip() == "(3, 11) cpython"
