"""Reports named checks to Meson as TAP, so that each counts as a test of its own."""
import sys
import traceback


def run(checks):
    """Runs (name, function) pairs; a function returns its problems, a list of strings, empty when all is well.

    A function may return None for "skipped". Returns the exit code.
    """
    checks = list(checks)
    print(f"1..{len(checks)}")
    failed = 0
    for number, (name, function) in enumerate(checks, 1):
        try:
            problems = function()
        except Exception:  # one broken check must not hide the others
            problems = [traceback.format_exc()]
        if problems is None:
            print(f"ok {number} - {name} # SKIP")
        elif problems:
            failed += 1
            print(f"not ok {number} - {name}")
            for problem in problems:
                print(f"{name}: {problem}", file=sys.stderr)
        else:
            print(f"ok {number} - {name}")
        sys.stdout.flush()
    return 1 if failed else 0
