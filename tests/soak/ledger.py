"""What a campaign has done, in a file that an interruption does not harm: the plan, then a line for each run that has ended."""
import json


class LedgerError(Exception):
    pass


def read_lines(path):
    """The objects of a file with one on each line; a last line that was cut short is left out."""
    found = []
    lines = path.read_bytes().split(b"\n") if path.is_file() else []
    for number, line in enumerate(lines[:-1], 1):
        try:
            found.append(json.loads(line))
        except ValueError as error:
            raise LedgerError(f"{path}:{number}: no JSON: {error}") from error
    return found


class Ledger:
    def __init__(self, path, plan):
        """`plan` is what all runs have in common: an old ledger must have been begun with the same."""
        self.path = path
        lines = read_lines(path)
        self.rows = lines[1:]
        if not lines:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(plan) + "\n")
            return
        if lines[0] != plan:
            differing = [f"{name} was {lines[0].get(name)}, now {plan.get(name)}"
                         for name in sorted(plan.keys() | lines[0].keys()) if lines[0].get(name) != plan.get(name)]
            raise LedgerError(f"{path} is of a campaign with another plan: {'; '.join(differing)}; expected the same plan, "
                              "another --folder, or --restart")
        # Behind a line that was cut short, the next one would be lost.
        text = path.read_bytes()
        if not text.endswith(b"\n"):
            path.write_bytes(text[:text.rfind(b"\n") + 1])

    def add(self, row):
        self.rows.append(row)
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
