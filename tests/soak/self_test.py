#!/usr/bin/env python3
"""The soak and the campaign are tested: who runs for how long, what outputs come to, what an interruption leaves."""
import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

import campaign  # noqa: E402
import tap  # noqa: E402
from columns import columns  # noqa: E402
from ledger import Ledger, LedgerError  # noqa: E402
from outcome import Outcome, outcome_of, table  # noqa: E402
from part import PARTS, Part, Setting  # noqa: E402
from plan import left_out, seconds_for  # noqa: E402
from process import Interruption  # noqa: E402
from progress import in_words  # noqa: E402
from soak import Soak, chosen_parts  # noqa: E402

FIXED = [part for part in PARTS if part.need]
OPEN = [part for part in PARTS if part.weight]

# What each part printed once.
PRINTED = {
    "tests": ("Ok: 80\n2199 passed, 0 failed, 3 skipped\n", "2199 passed, 0 failed, 3 skipped"),
    "memcheck": ("  ok  gc_tests: 186 tests passed, 60 s\n186 tests passed under memcheck, 0 programs failed\n",
                 "186 tests passed, 0 programs failed"),
    "scripts": ("1..340\nok 1 - weakref/proxy.py\n", "340 scripts, collecting at every allocation"),
    "rules": ("27 rules broken, 27 caught\n", "27 rules broken, 27 caught"),
    "planted": ("62 planted, 62 found\n", "62 planted, 62 found"),
    "fuzz": ("Done 10 runs in 2 second(s)\nstat::number_of_executed_units: 1234\nstat::average_exec_per_sec: 600\n",
             "1234 executions"),
    "differential": ("\n70 programs of 60 steps, from seed 1 on, each on python3, minipy: 0 differences\n",
                     "70 programs, 0 differences"),
    "stress": ("total  1\n2 runs of 2 scenarios: 100,003 steps, 331 collections, 0 mismatches\n3 runs are left: ...\n",
               "100,003 steps, 331 collections, 0 mismatches"),
}


def expect(found, expected):
    return [] if found == expected else [f"expected {expected}, got {found}"]


# --- plan ------------------------------------------------------------------------------------------------------------


def what_does_not_fit_runs_with_the_minutes_that_are_told():
    problems = []
    for minutes in (1, 5, 10, 30, 60, 120, 600):
        for name, needed in left_out(PARTS, 60 * minutes, {}).items():
            if needed <= minutes or name in left_out(PARTS, 60 * needed, {}):
                problems.append(f"{name}: left out of {minutes} minutes, but {needed} would do")
    return problems + expect(left_out(PARTS, 60 * 10_000, {}), {}) + expect(len(left_out(PARTS, 60, {})), len(FIXED))


def measured_times_count_for_more_than_expected_ones():
    part = FIXED[0]
    return (expect(part.name in left_out(PARTS, 1800, {}), False) +
            expect(part.name in left_out(PARTS, 1800, {part.name: 4000}), True))


def fixed_parts_alone_have_all_of_the_time():
    part = FIXED[0]
    return (expect(left_out([part], part.need, {}), {}) + expect(part.name in left_out([part, *OPEN], part.need, {}), True))


def simulated(budget, jobs):
    """(when all ends, {name: seconds}) if each open part takes exactly what it is given."""
    now, waiting, running, given = 0.0, list(OPEN), [], {}
    while waiting or running:
        while waiting and (not running or waiting[0].is_single and len(running) < jobs and
                           all(part.is_single for _, part in running)):
            part = waiting[0]
            busy = sum(end - now for end, _ in running)
            given[part.name] = seconds_for(part, waiting, busy, budget - now, jobs)
            running.append((now + given[part.name], part))
            waiting.pop(0)
        now = min(end for end, _ in running)
        running = [(end, part) for end, part in running if end > now]
    return now, given


def open_parts_share_the_time_and_keep_to_it():
    problems = []
    for budget in (60, 600, 36000):
        for jobs in (1, 2, 3, 16):
            end, given = simulated(budget, jobs)
            if not 0.9 * budget <= end <= budget + len(OPEN):
                problems.append(f"{budget} seconds and {jobs} jobs: all ends after {end:.0f}")
            problems += [f"{budget} seconds and {jobs} jobs: {name} has {s}" for name, s in given.items() if s < budget / 50]
    return problems


# --- parts and outcomes ----------------------------------------------------------------------------------------------


def every_part_tells_what_it_did():
    problems = []
    for part in PARTS:
        text, expected = PRINTED[part.name.split()[0]]
        problems += expect(part.done(text), expected) + expect(part.done("dev: error\n"), None)
        words = [str(word) for word in part.command(Setting(29_000_000, 30, 2, Path("folder")))]
        if not Path(words[0]).name == "dev" and not Path(words[1]).is_file():
            problems.append(f"{part.name} runs {words}, which is not there")
    return problems


def soaks_with_other_seeds_have_no_seeds_in_common():
    one, next_one = (Setting(seed, 1, 1, Path()).first_seed for seed in (29_000_000, 29_000_001))
    return expect(next_one - one >= 100_000, True) + expect(next_one < 10**15, True)


def parts_are_chosen_by_name_or_first_word():
    return (expect([part.name for part in chosen_parts("memcheck,fuzz compile")],
                   ["memcheck", "memcheck runtime", "fuzz compile"]) +
            expect(chosen_parts("fuzz"), [part for part in PARTS if part.name.startswith("fuzz ")]))


def outcomes_are_told_apart():
    return expect([outcome_of("p", *given).result for given in (
        (0, "10 passed", 1, "log"), (1, "9 passed", 1, "log"), (0, None, 1, "log"), (-11, None, 1, "log"),
        (77, None, 1, "log"), (-15, "5 passed", 1, "log", True))],
        ["ok", "FAILED", "FAILED", "FAILED", "not run", "unfinished"])


def the_table_has_a_line_for_each_part_and_a_sum():
    text = table([Outcome("tests plain", "10 passed, 0 failed", 125, "ok", "a.log"),
                  Outcome("planted", "needs a soak of 400 minutes", 0, "not run", "")]).splitlines()
    return expect(text, [
        "part         what was done                     time  result   log",
        "-----------  ---------------------------  ---------  -------  -----",
        "tests plain  10 passed, 0 failed          2 min 5 s  ok       a.log",
        "planted      needs a soak of 400 minutes             not run",
        "1 ok, 0 failed, 1 not run"])


def numbers_stand_at_the_right():
    return expect(columns([["", "steps"], ["one", "5"], ["total", "1,005"]]),
                  "       steps\n-----  -----\none        5\ntotal  1,005")


def times_are_told_in_words():
    return expect([in_words(seconds) for seconds in (0, 59.4, 59.6, 3599, 3600, 36061)],
                  ["0 s", "59 s", "1 min 0 s", "59 min 59 s", "1 h 0 min", "10 h 1 min"])


# --- whole soaks -----------------------------------------------------------------------------------------------------


def part_of(name, script, **how):
    return Part(name, None, lambda _: ["sh", "-c", script], r"^(\d+) things$", "{0} things", **how)


def soaked(parts, interruption):
    """{name: (result, what was done)} of a soak of a minute."""
    with TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        soak = Soak(parts, 1, 1, 2, Path(folder), {}, interruption)
        soak.run()
    return {name: (o.result, o.done) for name, o in soak.outcomes.items()}


def a_soak_goes_on_after_a_failure():
    return expect(soaked([part_of("good", "echo 3 things", need=1), part_of("bad", "echo 4 things; exit 1", need=1),
                          part_of("dead", "kill -9 $$", need=1), part_of("long", "echo 5 things", need=4000),
                          part_of("open", "echo 6 things", weight=1), part_of("silent", "true", weight=1, is_single=True)],
                         Interruption()),
                  {"good": ("ok", "3 things"), "bad": ("FAILED", "4 things"),
                          "dead": ("FAILED", "it ended with status -9"), "long": ("not run", "needs a soak of 112 minutes"),
                          "open": ("ok", "6 things"), "silent": ("FAILED", "it ended with status 0 and told nothing")})


def an_interrupted_soak_tells_what_was_done():
    interruption = Interruption().watch()
    return expect(soaked([part_of("first", "echo 3 things", weight=1),
                          part_of("second", "echo 4 things; kill -TERM $PPID; sleep 100", weight=1),
                          part_of("third", "echo 5 things", weight=1)], interruption),
                  {"first": ("ok", "3 things"), "second": ("unfinished", "4 things"),
                           "third": ("not run", "interrupted")})


# --- campaigns -------------------------------------------------------------------------------------------------------

# In the place of mayfly-stress: seed 3 is a mismatch, seed 4 crashes.
STRESS = """#!{python} -SE
import json, os, sys
if '--list' in sys.argv:
    sys.exit(print('maps  weak maps\\nhosts  C++ objects'))
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
if options['--seed'] == '4':
    os.kill(os.getpid(), 9)
said = dict(steps=int(options['--steps']) + 1, collections=2, failed_allocations=0, mismatches=0)
if options['--seed'] == '3':
    said['failure'] = dict(what='collect: event 1')
print(json.dumps(said))
sys.exit('failure' in said)
"""


def run_campaign(folder, *options):
    """(status, the last line of totals and what is left, whatever is said of failures)"""
    program = Path(folder) / "program"
    program.write_text(STRESS.format(python=sys.executable))
    program.chmod(0o755)
    done = subprocess.run([sys.executable, HERE / "campaign.py", program, "--folder", Path(folder) / "campaign", "--jobs", "2",
                           *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    lines = done.stdout.splitlines()
    return done.returncode, [line for line in lines if "runs" in line or "campaign" in line and "error" in line], \
        [line for line in lines if line.startswith("FAILED")], done.stdout


def a_campaign_takes_only_what_is_not_done():
    with TemporaryDirectory() as folder:
        first = run_campaign(folder, "--seeds", "2", "--each", "10")
        more = run_campaign(folder, "--seeds", "2", "--seed", "11", "--steps", "60")
        again = run_campaign(folder, "--seeds", "2", "--each", "10")
        other = run_campaign(folder, "--seeds", "2", "--each", "11")
        anew = run_campaign(folder, "--seeds", "1", "--each", "11", "--restart")
        only_totals = run_campaign(folder, "--totals")
    return (expect([r[0] for r in (first, more, again, other, anew, only_totals)], [0, 0, 0, 2, 0, 0]) +
            expect(first[1][-1], "6 runs of 2 scenarios: 66 steps, 12 collections, 0 mismatches") +
            expect(more[1][-1], "12 runs of 2 scenarios: 132 steps, 24 collections, 0 mismatches") +
            expect("6 runs of 10 steps, 0 of them to do" in again[1][0], True) +
            expect("steps_of_each was 10, now 11" in other[3], True) +
            expect(only_totals[1], ["3 runs of 1 scenarios: 36 steps, 6 collections, 0 mismatches"]))


def a_campaign_tells_of_mismatches_and_crashes():
    with TemporaryDirectory() as folder:
        status, said, failures, _ = run_campaign(folder, "--seeds", "5", "--threads", "1", "--each", "10")
        kept = sorted(path.name for path in (Path(folder) / "campaign").glob("*.json"))
    return (expect(status, 1) + expect(said[-1], "5 runs of 2 scenarios: 44 steps, 8 collections, 2 mismatches") +
            expect(sorted(failures), ["FAILED: collect: event 1", "FAILED: mayfly-stress gave no result"]) +
            expect(kept, ["seed-3-threads-1.json", "seed-4-threads-1.json"]))


def each_seed_is_run_in_every_way():
    plan = campaign.Plan(["a", "b", "c"], [1, 2], [0, 7], 10)
    runs = list(plan.runs(range(1, 13)))
    seen = {(run["scenario"], run["threads"], run["fail_every"], run["runtimes"] - run["threads"]) for run in runs}
    return (expect(len({campaign.name_of(run) for run in runs}), 48) + expect(len(seen), 3 * 2 * 2 * 2) +
            expect(plan.arguments(runs[-1])[-2:], ["--fail-allocation-every", 7]))


def a_result_that_contradicts_itself_is_a_failure():
    said = json.dumps(dict(steps=1, collections=1, failed_allocations=0, mismatches=0))
    return expect([campaign.result_of(status, text)["mismatches"] for status, text in
                   ((0, said), (1, said), (0, ""), (0, "[]"), (0, "3"), (-6, said))], [0, 1, 1, 1, 1, 1])


def a_line_that_was_cut_short_is_done_again():
    with TemporaryDirectory() as folder:
        path = Path(folder) / "runs.jsonl"
        ledger = Ledger(path, {"each": 1})
        ledger.add({"seed": 1})
        with open(path, "a", encoding="utf-8") as file:
            file.write('{"seed": ')
        ledger = Ledger(path, {"each": 1})
        ledger.add({"seed": 3})
        found = Ledger(path, {"each": 1}).rows
        try:
            Ledger(path, {"each": 2})
            refused = "another plan was taken"
        except LedgerError as error:
            refused = "each was 1, now 2" in str(error)
    return expect(found, [{"seed": 1}, {"seed": 3}]) + expect(refused, True)


if __name__ == "__main__":
    sys.exit(tap.run((check.__name__, check) for check in (
        what_does_not_fit_runs_with_the_minutes_that_are_told,
        measured_times_count_for_more_than_expected_ones,
        fixed_parts_alone_have_all_of_the_time,
        open_parts_share_the_time_and_keep_to_it,
        every_part_tells_what_it_did,
        soaks_with_other_seeds_have_no_seeds_in_common,
        parts_are_chosen_by_name_or_first_word,
        outcomes_are_told_apart,
        the_table_has_a_line_for_each_part_and_a_sum,
        numbers_stand_at_the_right,
        times_are_told_in_words,
        a_soak_goes_on_after_a_failure,
        an_interrupted_soak_tells_what_was_done,
        a_campaign_takes_only_what_is_not_done,
        a_campaign_tells_of_mismatches_and_crashes,
        each_seed_is_run_in_every_way,
        a_result_that_contradicts_itself_is_a_failure,
        a_line_that_was_cut_short_is_done_again,
    )))
