#!/usr/bin/env python3
"""Runs mayfly-stress with many seeds: `./dev campaign`. Each seed takes the next scenario, and is run in every way that the
options make: numbers of threads, failing allocations. What has ended stands in FOLDER/runs.jsonl, so an interrupted campaign
goes on where it was, and one with more seeds takes only the new ones. usage: campaign.py MAYFLY_STRESS [OPTION...]
"""
import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from columns import columns  # noqa: E402
from ledger import Ledger, LedgerError, read_lines  # noqa: E402
from process import Interruption, Process  # noqa: E402
from progress import Progress, in_words  # noqa: E402

SUMMED = ("steps", "collections", "failed_allocations", "mismatches")


def way_of(row):
    return row["threads"], row["fail_every"]


def way_name(way):
    threads, fail_every = way
    return f"{threads} thread{'s' if threads > 1 else ''}" + (f", 1 of {fail_every} allocations fails" if fail_every else "")


class Plan:
    """Which runs there are; a run is a dict with what distinguishes it."""

    def __init__(self, scenarios, threads, fail_every, each):
        self.scenarios, self.each = scenarios, each
        self.ways = [(t, f) for f in fail_every for t in threads]

    def described(self):
        return {"scenarios": self.scenarios, "ways": [list(way) for way in self.ways], "steps_of_each": self.each}

    def runs(self, seeds):
        for seed in seeds:
            for threads, fail_every in self.ways:
                # Now and then a thread has a runtime more than the others.
                yield {"seed": seed, "scenario": self.scenarios[seed % len(self.scenarios)], "threads": threads,
                       "runtimes": threads + seed // len(self.scenarios) % 2, "fail_every": fail_every}

    def arguments(self, run):
        said = ["--scenario", run["scenario"], "--seed", run["seed"], "--threads", run["threads"],
                "--runtimes", run["runtimes"], "--steps", self.each]
        return said + (["--fail-allocation-every", run["fail_every"]] if run["fail_every"] else [])


def name_of(run):
    return f"seed-{run['seed']}-threads-{run['threads']}" + (f"-fail-{run['fail_every']}" if run["fail_every"] else "")


def key_of(row):
    return row["seed"], *way_of(row)


def result_of(status, text):
    """What mayfly-stress --json said, or that it said nothing."""
    try:
        said = json.loads(text)
        result = {name: said[name] for name in SUMMED}
        if "failure" in said:
            result["what"] = said["failure"]["what"]
    except (ValueError, KeyError, TypeError):
        result = {name: 0 for name in SUMMED} | {"what": "mayfly-stress gave no result"}
    if status != 0 and "what" not in result:
        result["what"] = f"it ended with status {status}"
    result["mismatches"] = 1 if "what" in result else 0
    return result


class Campaign:
    def __init__(self, program, folder, plan, ledger, interruption):
        self.folder, self.plan, self.ledger, self.interruption = folder, plan, ledger, interruption
        # A copy, so that a new build does not change it on the way.
        self.program = folder / "mayfly-stress"
        shutil.copy2(program, self.program)
        self.version = hashlib.sha256(self.program.read_bytes()).hexdigest()[:12]
        self.running = []  # (run, process)
        self.progress = Progress()
        self.begun = time.monotonic()
        self.done = self.steps = 0  # since then
        self.mismatches = sum(row["mismatches"] for row in ledger.rows)

    def left(self, seeds):
        done = {key_of(row) for row in self.ledger.rows}
        return [run for run in self.plan.runs(seeds) if key_of(run) not in done]

    def run(self, seeds, jobs, seconds):
        """Ends when all is done, or when no more runs begin because so many seconds are over."""
        left = self.left(seeds)
        total, left = len(left), left[::-1]
        while (left or self.running) and not self.interruption.came:
            if seconds and time.monotonic() - self.begun >= seconds:
                left.clear()
            while left and len(self.running) < jobs:
                self.start(left.pop())
            time.sleep(0.05)
            for run, process in list(self.running):
                if process.status() is not None:
                    self.running.remove((run, process))
                    self.take(run, process)
            self.tell(total, seconds)
        for _, process in self.running:
            process.end()
        self.progress.end()

    def start(self, run):
        name = name_of(run)
        command = [self.program, *self.plan.arguments(run), "--json", "--quiet", "--output", self.folder / f"{name}.script"]
        with open(self.folder / f"{name}.json", "wb") as output, open(self.folder / f"{name}.txt", "wb") as errors:
            self.running.append((run, Process(command, output, errors)))

    def take(self, run, process):
        output, errors = (self.folder / f"{name_of(run)}{suffix}" for suffix in (".json", ".txt"))
        result = result_of(process.status(), output.read_text(errors="replace"))
        self.done += 1
        self.steps += result["steps"]
        self.mismatches += result["mismatches"]
        self.ledger.add(run | result | {"cpu_seconds": round(process.cpu_seconds, 2), "version": self.version})
        if result["mismatches"]:
            self.progress.end()
            print(f"FAILED: {result['what']}\n  {output}, {errors}\n"
                  f"  {self.program} {' '.join(str(word) for word in self.plan.arguments(run))}", flush=True)
        else:
            output.unlink()
            errors.unlink()

    def tell(self, total, seconds):
        spent = time.monotonic() - self.begun
        rest = spent / self.done * (total - self.done) if self.done else 0
        rest = min(rest, max(seconds - spent, 0)) if seconds else rest
        self.progress.show(f"{self.done} of {total} runs, {self.steps:,} steps, {self.steps / max(spent, 0.1):,.0f} a second, "
                           f"{self.mismatches} mismatches" + (f", {in_words(rest)} left" if self.done else ""))


def totals(rows):
    """(text, whether all is well): a line for each way, and the sum."""
    ways = {}
    for row in rows:
        ways.setdefault(way_of(row), []).append(row)
    table = [["", "seeds", "steps", "collections", "failed allocations", "CPU time", "mismatches"]]

    def add(name, those):
        sums = [sum(row[key] for row in those) for key in SUMMED]
        table.append([name, f"{len({row['seed'] for row in those}):,}", *(f"{n:,}" for n in sums[:3]),
                      in_words(sum(row["cpu_seconds"] for row in those)), str(sums[3])])

    for way in sorted(ways, key=lambda way: way[::-1]):
        add(way_name(way), ways[way])
    add("total", rows)
    scenarios, versions = {row["scenario"] for row in rows}, {row["version"] for row in rows}
    steps, collections, _, mismatches = (sum(row[key] for row in rows) for key in SUMMED)
    said = (f"{len(rows)} runs of {len(scenarios)} scenarios: {steps:,} steps, {collections:,} collections, "
            f"{mismatches} mismatches")
    if len(versions) > 1:
        said = f"the program changed on the way: {len(versions)} versions of it were run\n{said}"
    return columns(table) + f"\n{said}", mismatches == 0


def positive(text):
    value = int(text.replace(",", "")) if text.replace(",", "").isdecimal() else 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of 1 or more")
    return value


def numbers(least):
    def read(text):
        found = [int(word) if word.isdecimal() else -1 for word in text.split(",")]
        if min(found) < least or len(set(found)) != len(found):
            raise argparse.ArgumentTypeError(f"'{text}' is no list of different numbers of {least} or more, like 1,2,4")
        return found
    return read


def arguments():
    parser = argparse.ArgumentParser(prog="./dev campaign", description="Runs mayfly-stress with many seeds.")
    parser.add_argument("program", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--seeds", type=positive, default=1000, metavar="N", help="how many seeds (default: 1000)")
    parser.add_argument("--seed", type=positive, default=1, metavar="N", help="the first of them (default: 1)")
    parser.add_argument("--steps", type=positive, default=1_000_000_000, metavar="N",
                        help="steps in all, shared out to all runs (default: 1000000000)")
    parser.add_argument("--each", type=positive, metavar="N", help="steps of each run, in the place of --steps")
    parser.add_argument("--threads", type=numbers(1), default=[1, 2, 4], metavar="N,...",
                        help="each seed is run with each of these numbers of threads (default: 1,2,4)")
    parser.add_argument("--fail-allocation-every", type=numbers(0), default=[0], metavar="N,...",
                        help="and with each of these; 0: no allocation fails (default: 0)")
    parser.add_argument("--scenario", metavar="NAME,...", help="seeds take these in turn (default: all)")
    parser.add_argument("--seconds", type=positive, metavar="N",
                        help="begin no more runs after so many seconds; the next campaign goes on there")
    parser.add_argument("--jobs", type=positive, default=os.cpu_count() or 1, metavar="N",
                        help="runs side by side (default: one for each processor)")
    parser.add_argument("--folder", type=Path, default=Path("campaign"), help="where results stand")
    parser.add_argument("--restart", action="store_true", help="forget what an earlier campaign in the folder has done")
    parser.add_argument("--totals", action="store_true", help="run nothing; print what was done so far")
    return parser.parse_args()


def scenarios_of(program, wanted):
    said = subprocess.run([program, "--list"], stdout=subprocess.PIPE, text=True, check=True).stdout
    known = [line.split()[0] for line in said.splitlines()]
    chosen = wanted.split(",") if wanted else known
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise LedgerError(f"--scenario: '{unknown[0]}' is no scenario, expected one of {', '.join(known)}")
    return chosen


def main():
    options = arguments()
    interruption = Interruption().watch()
    path = options.folder / "runs.jsonl"
    try:
        if options.totals:
            text, good = totals(read_lines(path)[1:])
            print(text)
            return 0 if good else 1
        options.folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(options.folder, os.O_RDONLY)  # until the end
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerError(f"{options.folder}/ is in use by a campaign that runs; expected another --folder") from None
        if options.restart:
            for file in options.folder.iterdir():
                file.unlink()
        runs = options.seeds * len(options.threads) * len(options.fail_allocation_every)
        plan = Plan(scenarios_of(options.program.resolve(), options.scenario), options.threads,
                    options.fail_allocation_every, options.each or -(-options.steps // runs))
        campaign = Campaign(options.program, options.folder, plan, Ledger(path, plan.described()), interruption)
    except LedgerError as error:
        print(f"campaign: {error}", file=sys.stderr)
        return 2
    seeds = range(options.seed, options.seed + options.seeds)
    left = len(campaign.left(seeds))
    print(f"seeds {seeds[0]} to {seeds[-1]}: {runs} runs of {plan.each:,} steps, {left} of them to do, in {options.folder}/",
          flush=True)
    campaign.run(seeds, options.jobs, options.seconds)
    text, good = totals(campaign.ledger.rows)
    print(text)
    left = len(campaign.left(seeds))
    if left:
        print(f"{left} runs are left: the same command goes on with them")
    return 1 if not good else 130 if interruption.came else 0


if __name__ == "__main__":
    sys.exit(main())
