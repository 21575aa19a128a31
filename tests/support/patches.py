"""Patches that break one thing each: what they say of themselves, and applying them to a copy of the tree.

A patch file opens with fields, then holds a unified diff with little context. Those of tests/rules/ break a rule:

    Rule: a sentence, as the rule's documents put it
    Test: PROGRAM FILTER, what must fail when the patch is applied
    Said: what the test said then (a regular expression that its output matches)

Those of tests/stress/bugs/ plant a bug:

    Bug: what is wrong then
    Run: the options with which mayfly-stress finds it
"""
import re

RULE_FIELDS = ("Rule", "Test", "Said")
BUG_FIELDS = ("Bug", "Run")
HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@")


class PatchError(Exception):
    """The patch is malformed or does not fit the tree."""


class Patch:
    def __init__(self, path, expected=RULE_FIELDS):
        self.name = path.stem
        head, separator, diff = path.read_text().partition("--- a/")
        fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        missing = [field for field in expected if field not in fields]
        if missing or not separator:
            raise PatchError(f"expected the fields {', '.join(expected)} and then a unified diff")
        self.rule, self.said = fields.get("Rule"), fields.get("Said")
        self.program, _, self.filter = fields.get("Test", "").partition(" ")
        self.bug, self.run = fields.get("Bug"), fields.get("Run", "").split()
        self.hunks = {}  # {path: [(old lines, new lines)]}
        self._parse("--- a/" + diff)

    def _parse(self, diff):
        old = new = None
        for line in diff.splitlines():
            if line.startswith("--- a/"):
                hunks = self.hunks.setdefault(line[6:], [])
            elif line.startswith("+++ b/"):
                pass
            elif HUNK.match(line):
                old, new = [], []
                hunks.append((old, new))
            elif old is None or line[:1] not in (" ", "-", "+"):
                raise PatchError(f"expected a line of a unified diff, got '{line}'")
            else:
                if line[0] != "+":
                    old.append(line[1:])
                if line[0] != "-":
                    new.append(line[1:])

    def applied(self, root):
        """{path: new text}, without touching the tree; PatchError when the tree has no one place for a hunk."""
        texts = {}
        for name, hunks in self.hunks.items():
            path = root / name
            if not path.is_file():
                raise PatchError(f"'{name}' is not there any more")
            lines = path.read_text().splitlines()
            for old, new in hunks:
                places = [i for i in range(len(lines) - len(old) + 1) if lines[i:i + len(old)] == old]
                if len(places) != 1:
                    raise PatchError(f"expected one place in {name} that reads '{old[0].strip()}' and so on for "
                                     f"{len(old)} lines, found {len(places)}")
                lines[places[0]:places[0] + len(old)] = new
            texts[path] = "\n".join(lines) + "\n"
        return texts


def load(folder, expected=RULE_FIELDS):
    return [Patch(path, expected) for path in sorted(folder.glob("*.patch"))]


def choose(known, names):
    """Those of `known` that `names` names, all when it names none; ValueError when it names one that is not known."""
    unknown = set(names) - {patch.name for patch in known}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}; expected one of {', '.join(p.name for p in known)}")
    return [patch for patch in known if not names or patch.name in names]
