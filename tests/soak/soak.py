#!/usr/bin/env python3
"""Runs all of the machinery that looks for bugs, for a given time: `./dev soak`. Ends with a table, and with 0 when nothing
failed, 1 when something did, 130 when it was interrupted. README.md has the details.
"""
import argparse
import json
import os
import sys
import time
from pathlib import Path

from campaign import positive
from outcome import FAILED, NOT_RUN, OK, Outcome, outcome_of, table
from part import DEV, PARTS, ROOT, Setting
from plan import left_out, seconds_for
from process import Interruption, Process
from progress import Progress, in_words

# An open part that goes on for so long after its time is ended; so is a fixed part, after all of the time.
GRACE = 120


class Running:
    def __init__(self, part, seconds, log):
        self.part, self.given, self.log = part, seconds, log

    def start(self, command):
        with open(self.log, "wb") as output:
            self.process = Process(command, output)

    def last_line(self):
        with open(self.log, "rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 1000))
            lines = [line.strip() for line in file.read().decode(errors="replace").replace("\r", "\n").splitlines()]
        return next((line for line in reversed(lines) if line), "")


class Soak:
    def __init__(self, parts, minutes, seed, jobs, folder, needs, interruption):
        self.parts, self.seed, self.jobs, self.folder, self.needs = parts, seed, jobs, folder, needs
        self.interruption = interruption
        self.budget = 60 * minutes
        self.outcomes = {}  # by name, in the order of their end
        self.builds = {}  # what was built: did it work?
        self.running = []
        self.progress = Progress()

    def run(self):
        for name, minutes in left_out(self.parts, self.budget, self.needs).items():
            self.leave_out(name, f"needs a soak of {minutes} minutes")
        self.build_all()
        self.end = time.monotonic() + self.budget
        waiting = [part for part in self.parts if part.name not in self.outcomes]
        while (waiting or self.running) and not self.interruption.came:
            self.begin_some(waiting)
            time.sleep(0.1)
            self.look()
            self.tell(len(waiting))
        self.look()
        for running in list(self.running):
            running.process.end(10)
            self.take(running, is_cut_short=True)
        for part in waiting:
            self.leave_out(part.name, "interrupted")
        self.progress.end()

    def leave_out(self, name, why):
        self.outcomes[name] = Outcome(name, why, 0, NOT_RUN, "")

    def say(self, text):
        self.progress.end()
        print(text, flush=True)

    # --- builds -------------------------------------------------------------------------------------------------------

    def build_all(self):
        """What the parts need, once each: so no part's time is spent on it."""
        for part in self.parts:
            if part.name in self.outcomes or part.builds is None or self.interruption.came:
                continue
            if part.builds not in self.builds:
                self.builds[part.builds] = self.build(part.builds)
            if not self.builds[part.builds]:
                self.outcomes[part.name] = Outcome(part.name, "its build failed", 0, FAILED, "")

    def build(self, options):
        name = " ".join(("build", *options))
        running = Running(None, 0, self.log_of(name))
        self.say(f"{name}: {running.log}")
        running.start([DEV, "build", *options])
        while running.process.status() is None and not self.interruption.came:
            time.sleep(0.1)
            self.progress.show(f"{name}, {in_words(running.process.seconds)}: {running.last_line()}")
        running.process.end(10)
        status = running.process.status()
        log = self.short(running.log)
        self.outcomes[name] = outcome_of(name, status, "" if status else "built", running.process.ended_after, log,
                                         self.interruption.came)
        return status == 0 or self.interruption.came

    # --- parts --------------------------------------------------------------------------------------------------------

    def begin_some(self, waiting):
        while waiting:
            part = waiting[0]
            together = part.is_single and all(r.part.is_single for r in self.running) and len(self.running) < self.jobs
            if self.running and not together:
                return
            left = self.end - time.monotonic()
            if left <= 0:
                self.leave_out(part.name, "the time was over")
            else:
                seconds = 0
                if part.weight:
                    busy = sum(max(0, r.given - r.process.seconds) for r in self.running)
                    # Fixed parts come first, so these are all open.
                    seconds = seconds_for(part, waiting, busy, left, self.jobs)
                self.begin(part, seconds)
            waiting.pop(0)

    def begin(self, part, seconds):
        running = Running(part, seconds, self.log_of(part.name))
        time_given = in_words(seconds) if seconds else f"about {in_words(self.needs.get(part.name, part.need))}"
        self.say(f"{part.name}, {time_given}: {self.short(running.log)}")
        running.start(part.command(Setting(self.seed, seconds, self.jobs, self.folder)))
        self.running.append(running)

    def look(self):
        for running in list(self.running):
            is_late = (running.process.seconds > running.given + GRACE if running.given
                       else time.monotonic() > self.end + GRACE)
            if running.process.status() is not None:
                self.take(running)
            elif is_late:
                running.process.end(10)
                self.take(running, is_cut_short=True)

    def take(self, running, is_cut_short=False):
        if running in self.running:
            self.running.remove(running)
        part, process = running.part, running.process
        done = part.done(running.log.read_text(errors="replace"))
        outcome = outcome_of(part.name, process.status(), done, process.ended_after, self.short(running.log), is_cut_short)
        self.outcomes[part.name] = outcome
        if outcome.result == OK and part.need:
            self.needs[part.name] = round(outcome.seconds)
        self.say(f"  {outcome.result}: {part.name}: {outcome.done}")

    def tell(self, waiting):
        if self.running:
            left = max(0, self.end - time.monotonic())
            each = "; ".join(f"{r.part.name} {in_words(r.process.seconds)}: {r.last_line()}" for r in self.running)
            self.progress.show(f"{in_words(left)} left, {waiting} parts to come; {each}")

    # --- files --------------------------------------------------------------------------------------------------------

    def log_of(self, name):
        return self.folder / f"{name.replace(' --', '-').replace(' ', '-')}.log"

    def short(self, path):
        return os.path.relpath(path)


def chosen_parts(text):
    names = [part.name for part in PARTS]
    wanted = [word.strip() for word in text.split(",")]
    for word in wanted:
        if not any(name == word or name.startswith(word + " ") for name in names):
            raise argparse.ArgumentTypeError(f"'{word}' is no part, expected one of: {', '.join(names)}, or a first word of "
                                             "theirs")
    return [part for part in PARTS if any(part.name == word or part.name.startswith(word + " ") for word in wanted)]


def arguments():
    parser = argparse.ArgumentParser(prog="./dev soak", description="Runs all of the machinery that looks for bugs, for a "
                                     "given time, and ends with a table.")
    parser.add_argument("minutes", type=positive, nargs="?", default=30, metavar="MINUTES",
                        help="how long, builds not counted (default: 30)")
    parser.add_argument("--seed", type=positive, default=int(time.time() // 60), metavar="N",
                        help="repeats the soak that printed it (default: a new one each minute)")
    parser.add_argument("--only", type=chosen_parts, default=list(PARTS), metavar="PART,...",
                        help="'fuzz' means all parts that begin with it; --list tells which there are")
    parser.add_argument("--jobs", type=positive, default=os.cpu_count() or 1, metavar="N",
                        help="processes side by side (default: one for each processor; the tests choose themselves)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there, too")
    parser.add_argument("--list", action="store_true", help="run nothing; tell what would run in a soak of MINUTES")
    return parser.parse_args()


def show_plan(parts, budget, needs):
    late = left_out(parts, budget, needs)
    for part in parts:
        if part.weight:
            what = "a share of what is left"
        else:
            what = f"about {in_words(needs.get(part.name, part.need))}"
        print(f"  {part.name:<24} {f'not run: needs a soak of {late[part.name]} minutes' if part.name in late else what}")


def read_needs(path):
    """What fixed parts took at last, on this machine."""
    try:
        return {name: int(seconds) for name, seconds in json.loads(path.read_text()).items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def main():
    options = arguments()
    folder = ROOT / "build-soak"
    needs = read_needs(folder / "needs.json")
    if options.list:
        show_plan(options.only, 60 * options.minutes, needs)
        return 0
    interruption = Interruption().watch()
    logs = folder / str(options.seed)
    logs.mkdir(parents=True, exist_ok=True)
    print(f"a soak of {options.minutes} minutes with seed {options.seed}; --seed {options.seed} repeats it", flush=True)
    soak = Soak(options.only, options.minutes, options.seed, options.jobs, logs, needs, interruption)
    soak.run()
    (folder / "needs.json").write_text(json.dumps(soak.needs) + "\n")
    print(table(soak.outcomes.values()))
    said = {"seed": options.seed, "minutes": options.minutes, "parts": [o.as_json() for o in soak.outcomes.values()]}
    for file in {logs / "results.json", options.json} - {None}:
        file.write_text(json.dumps(said, indent=2) + "\n")
    if any(o.result == FAILED for o in soak.outcomes.values()):
        return 1
    return 130 if interruption.came else 0


if __name__ == "__main__":
    sys.exit(main())
