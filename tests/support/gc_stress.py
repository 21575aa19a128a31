"""Collections at every allocation (MAYFLY_GC=stress=1), for programs whose heap is too large for that."""
import os
import re


def sparser_environment(every):
    """This process's, but that at most every so-manieth allocation collects."""
    environment = dict(os.environ)
    if "MAYFLY_GC" in environment:
        environment["MAYFLY_GC"] = re.sub(r"\bstress=([0-9]+)", lambda found: f"stress={max(int(found[1]), every)}",
                                          environment["MAYFLY_GC"])
    return environment
