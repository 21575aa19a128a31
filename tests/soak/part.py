"""The parts of a soak: what each runs, what it must print, and how much time it wants."""
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "dev"
# Seeds that one soak may use: the next one's begin behind them.
SEEDS = 100_000


@dataclass(frozen=True)
class Setting:
    """What a part's command is made of."""
    seed: int  # of the soak
    seconds: int  # that an open part is given
    jobs: int
    folder: Path  # for its files

    @property
    def first_seed(self):
        return self.seed * SEEDS + 1


@dataclass(frozen=True)
class Part:
    name: str
    builds: tuple  # what `./dev build` is given to compile what it runs; None: it builds copies of the tree itself
    command: Callable[[Setting], list]
    pattern: str  # in what it prints, of what was done; the last place counts
    says: str  # the same for the table, "{0}" is the pattern's first group
    need: int = 0  # fixed parts: seconds that they take on two processors, until a soak has measured it
    weight: int = 0  # open parts take the time that they are given; of what is left each gets its share
    is_single: bool = False  # it has one thread: as many as there are jobs run side by side

    def done(self, output):
        """What was done, or None where `output` does not tell."""
        found = None
        for found in re.finditer(self.pattern, output, re.MULTILINE):
            pass
        return self.says.format(*(group or "" for group in found.groups())) if found else None


def tests(name, need, *options):
    return Part(f"tests {name}", tuple(o for o in options if o in ("--asan", "--clang")),
                lambda _: [DEV, "test", *options], r"^(\d+ passed, \d+ failed(?:, \d+ skipped)?)$", "{0}", need=need)


def memcheck(name, need, *programs):
    return Part(name, (), lambda _: [DEV, "memcheck", *programs, "--seconds", "3600"],
                r"^(\d+) tests passed under memcheck, (\d+) programs failed$", "{0} tests passed, {1} programs failed",
                need=need)


def stress(name, weight, *options):
    def command(setting):
        return [DEV, "campaign", "--seeds", SEEDS, "--seed", setting.first_seed, "--each", 50_000, "--jobs", setting.jobs,
                "--seconds", setting.seconds, "--restart", "--folder", setting.folder / name.replace(" ", "-"), *options]

    return Part(name, ("--stress",), command, r"^\d+ runs of \d+ scenarios: (.* steps, .* collections, .* mismatches)$", "{0}",
                weight=weight)


def fuzz(target, weight):
    return Part(f"fuzz {target}", ("--fuzz",),
                lambda setting: [DEV, "fuzz", target, setting.seconds, "--seed", setting.seed % 2**32],
                r"^stat::number_of_executed_units: *(\d+)$", "{0} executions", weight=weight, is_single=True)


PARTS = (
    tests("plain", 240),
    tests("asan", 420, "--asan"),
    tests("stress", 400, "--setup", "stress"),
    tests("verify", 400, "--setup", "verify"),
    tests("clang", 240, "--clang"),
    memcheck("memcheck", 60),
    Part("scripts", (), lambda setting: ["python3", ROOT / "tests/minipy/run.py", ROOT / "build/examples/minipy/minipy",
                                         "--gc-stress", 1, "-j", setting.jobs, "--timeout", 600],
         r"^1\.\.(\d+)$", "{0} scripts, collecting at every allocation", need=600),
    memcheck("memcheck runtime", 1200, "runtime_tests"),
    Part("rules", None, lambda _: [DEV, "rules", "--folder", ROOT / "build-soak/rules"], r"^(\d+ rules broken, \d+ caught)$",
         "{0}", need=3600),
    Part("planted", None, lambda _: [DEV, "planted", "--folder", ROOT / "build-soak/planted"],
         r"^(\d+ planted, \d+ found)$", "{0}", need=7200),
    fuzz("embedding", 4),
    fuzz("execute", 4),
    fuzz("compile", 2),
    fuzz("heap_options", 1),
    Part("differential", (), lambda setting: [DEV, "differential", SEEDS, "--seed", setting.first_seed,
                                              "--seconds", setting.seconds],
         r"^(\d+) programs of .*: (\d+) differences$", "{0} programs, {1} differences", weight=4),
    stress("stress without memory", 2, "--threads", "1,2", "--fail-allocation-every", "3,11"),
    stress("stress", 6),
)
