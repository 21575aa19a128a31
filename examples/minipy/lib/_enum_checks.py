"""What may be asked of an enumeration as a whole."""

import sys
from enum import StrEnum


def unique(enumeration):
    """A decorator that accepts no two names for one value."""
    twins = ["%s -> %s" % (name, found.name) for name, found in enumeration.__members__.items() if name != found.name]
    if twins:
        raise ValueError("duplicate values found in %r: %s" % (enumeration, ", ".join(twins)))
    return enumeration


def global_enum(cls):
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


class EnumCheck(StrEnum):
    __module__ = "enum"

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


def verify(*checks):
    def check(enumeration):
        for each in checks:
            if each is UNIQUE:
                twins = ["%s -> %s" % (name, found.name) for name, found in enumeration.__members__.items()
                         if name != found.name]
                if twins:
                    raise ValueError("aliases found in %r: %s" % (enumeration, ", ".join(twins)))
            elif each is CONTINUOUS:
                values = {found.value for found in enumeration}
                missing = [i for i in range(min(values), max(values)) if i not in values]
                if missing:
                    raise ValueError(("invalid enum %r: missing values %s" % (
                        enumeration.__name__, ", ".join([str(i) for i in missing])))[:256])
        return enumeration
    return check
