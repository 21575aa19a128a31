#!/usr/bin/env python3
"""Runs random Python programs about weak references on CPython and on minipy, plain and collecting at every allocation, and
compares what they print. A program that they disagree about is made as small as it gets and written to a file.

The programs (generator.py) are the same for the same seed. Several run in one process, each in a function of its own.
"""
import argparse
import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from cpython import is_oracle  # noqa: E402
from generator import Case, Generator, program  # noqa: E402
from script_output import script_output  # noqa: E402
from shrink import shrink  # noqa: E402

TIMEOUT = 60  # seconds for one process, collecting at every allocation included
MOST_SHRUNK = 10  # differences; of more, only the numbers are told
SKIPPED = 77  # what Meson takes for "skipped"


class Implementation:
    def __init__(self, name, command):
        self.name, self.command = name, command

    def output(self, text, folder):
        """What a program prints."""
        script = Path(folder) / "program.py"
        script.write_text(text)
        return script_output(self.command, script, TIMEOUT)


def outputs(implementation, cases):
    with TemporaryDirectory() as folder:
        # An object that is printed by a method of another one shows its address.
        return re.sub(r"0x[0-9a-f]+", "0x...", implementation.output(program(cases), folder))


def differing(implementation, oracle, cases):
    """The numbers of the cases about which `implementation` does not say what `oracle` says."""
    if outputs(oracle, cases) == outputs(implementation, cases):
        return []
    alone = [n for n, case in cases.items() if outputs(oracle, {n: case}) != outputs(implementation, {n: case})]
    return alone or [tuple(cases)]


def small(implementation, oracle, cases):
    """`cases`, without whatever is not needed for the two to disagree."""
    def disagree(candidate):
        return outputs(oracle, candidate) != outputs(implementation, candidate)

    for number in list(cases):
        without = {n: case for n, case in cases.items() if n != number}
        if without and disagree(without):
            cases = without
    for number, case in list(cases.items()):
        def still(classes, steps):
            return disagree({**cases, number: Case(classes, steps)})

        steps = shrink(case.steps, lambda steps: still(case.classes, steps))
        classes = shrink(case.classes, lambda classes: still(classes, steps))
        cases[number] = Case(classes, steps)
    return cases


def positive(text):
    value = int(text) if text.isdecimal() else 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of 1 or more")
    return value


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("minipy", help="the program to compare with CPython")
    parser.add_argument("--count", type=positive, default=200, help="how many programs (default: 200)")
    parser.add_argument("--seed", type=positive, default=1, help="the first program's number (default: 1)")
    parser.add_argument("--steps", type=positive, default=60, help="steps of one program (default: 60)")
    parser.add_argument("--together", type=positive, default=10, help="programs that share a process (default: 10)")
    parser.add_argument("--seconds", type=positive, metavar="N", help="begin no more programs after so many seconds")
    parser.add_argument("--stress", type=positive, default=1, metavar="N",
                        help="of minipy's two runs one collects at every Nth allocation (default: 1)")
    parser.add_argument("--cpython", default="/usr/bin/python3", help="a CPython 3.11 (default: /usr/bin/python3)")
    parser.add_argument("--output", type=Path, default=Path("."), metavar="FOLDER", help="where small programs are written")
    parser.add_argument("-j", type=positive, default=os.cpu_count() or 1, metavar="N", help="processes side by side")
    parser.add_argument("--plain", action="store_true", help="leave out minipy's run that collects often")
    parser.add_argument("--first", action="store_true", help="end with the first difference")
    parser.add_argument("--print", action="store_true", help="print the program of --seed and run nothing")
    return parser.parse_args()


def main():
    options = arguments()

    def cases_of(first, count):
        return {n: Generator(n).case(options.steps) for n in range(first, first + count)}

    if options.print:
        print(program(cases_of(options.seed, 1)), end="")
        return 0
    if not is_oracle(options.cpython):
        print(f"differential.py: '{options.cpython}' is no CPython 3.11: nothing to compare with", file=sys.stderr)
        return SKIPPED
    minipy = str(Path(options.minipy).resolve())
    oracle = Implementation("cpython", [options.cpython, "-S", "-E"])
    candidates = [Implementation("minipy", [minipy])]
    if not options.plain:
        stressed = ["--gc-stress", str(options.stress)]
        candidates.append(Implementation(" ".join(["minipy", *stressed]), [minipy, *stressed]))
    end = options.seed + options.count
    batches = [(first, min(options.together, end - first)) for first in range(options.seed, end, options.together)]
    begun = time.monotonic()
    done = differences = 0

    def check(batch):
        """(candidate, number) of each difference; None where the time is over."""
        if options.seconds and time.monotonic() - begun >= options.seconds:
            return None
        cases = cases_of(*batch)
        return [(candidate, number) for candidate in candidates for number in differing(candidate, oracle, cases)]

    with ThreadPoolExecutor(options.j) as pool:
        for (first, count), found in zip(batches, pool.map(check, batches)):
            if found is None:
                pool.shutdown(cancel_futures=True)
                break
            done += count
            for candidate, numbers in found:
                differences += 1
                if differences > MOST_SHRUNK:
                    print(f"\n{candidate.name} and CPython disagree about program {numbers}", flush=True)
                    continue
                numbers = numbers if isinstance(numbers, tuple) else (numbers,)
                cases = small(candidate, oracle, {n: cases_of(n, 1)[n] for n in numbers})
                options.output.mkdir(parents=True, exist_ok=True)
                file = options.output / f"differential_{numbers[0]}.py"
                file.write_text(program(cases))
                print(f"\n{candidate.name} and CPython disagree about program {numbers[0]}: {file}", flush=True)
            if differences and options.first:
                pool.shutdown(cancel_futures=True)
                break
            if sys.stdout.isatty():
                print(f"\r{done} of {options.count} programs, {differences} differences, "
                      f"{done / (time.monotonic() - begun):.0f} a second", end="", flush=True)
    print(f"\n{done} programs of {options.steps} steps, from seed {options.seed} on, each on {oracle.command[0]}, "
          f"{' and '.join(c.name for c in candidates)}: {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
