#!/usr/bin/env python3
"""Checks the source tree by every rule of rules.py. usage: lint.py ROOT"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import rules
import tap


def main():
    root = Path(sys.argv[1]).resolve()
    return tap.run((rule.__name__, lambda rule=rule: rule(root)) for rule in rules.RULES)


if __name__ == "__main__":
    sys.exit(main())
