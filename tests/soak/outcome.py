"""What became of a part, and the table of all."""
from dataclasses import asdict, dataclass

from columns import columns
from progress import in_words

OK, FAILED, NOT_RUN, UNFINISHED = "ok", "FAILED", "not run", "unfinished"
# What a command ends with where something that it needs is not there.
SKIPPED = 77


@dataclass(frozen=True)
class Outcome:
    part: str
    done: str  # steps, programs, executions, tests; or why not
    seconds: float
    result: str
    log: str

    def as_json(self):
        return asdict(self) | {"seconds": round(self.seconds, 1)}


def outcome_of(name, status, done, seconds, log, is_cut_short=False):
    """`status` is how the part's command ended, `done` what its output tells, or None."""
    if is_cut_short:
        result, done = UNFINISHED, done or "ended before it told"
    elif status == SKIPPED:
        result, done = NOT_RUN, "what it needs is missing, see the log"
    elif status == 0 and done:
        result = OK
    else:
        result, done = FAILED, done or f"it ended with status {status}" + ("" if status else " and told nothing")
    return Outcome(name, done, seconds, result, log)


def table(outcomes):
    rows = [["part", "what was done", "time", "result", "log"]]
    rows += [[o.part, o.done, in_words(o.seconds) if o.log else "", o.result, o.log] for o in outcomes]
    results = [o.result for o in outcomes]
    counts = ", ".join(f"{results.count(kind)} {kind.lower()}" for kind in (OK, FAILED, UNFINISHED, NOT_RUN)
                       if kind in results or kind in (OK, FAILED))
    return columns(rows) + f"\n{counts}"
