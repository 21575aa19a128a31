#!/usr/bin/env python3
"""Prints the ratios that Mayfly promises, from one run of the benchmarks: compare.py RESULTS.json...

RESULTS.json is Google Benchmark's output (--benchmark_format=json), best with repetitions: of those the least counts, for
both sides, as what else the machine does only adds. Exit code 1 when a ratio misses its goal. Ratios hold on a noisy
machine, single times do not.
"""
import json
import sys

# (what, Mayfly's benchmark, the other one, at least this many times faster). bdwgc starts threads of its own, so in a
# process that has a runtime std::weak_ptr always costs what it costs "beside threads"; the lines before those tell what it
# costs in a process that has neither.
GOALS = [
    ("one-step weak call / weak_ptr::lock with std::function", "mayfly/one_step_call", "std/lock_and_call", 3.0),
    ("  the same beside threads", "mayfly/one_step_call", "std_with_threads/lock_and_call", 3.0),
    ("weak method made / object with a disappearing link", "mayfly/create", "bdwgc/create_link", 3.0),
    ("mass death with callbacks / links with finalizers", "mayfly/mass_death/1000000", "bdwgc/mass_death/1000000", 4.0),
    ("instance with 3 fields / GC_MALLOC(48)", "mayfly/create_instance", "bdwgc/malloc_48", 1.3),
    ("attribute read by cache / one weak_ptr::lock", "mayfly/read_attribute", "std/lock", 4.0),
    ("  the same beside threads", "mayfly/read_attribute", "std_with_threads/lock", 4.0),
    ("method call by name with a cache / one weak_ptr::lock", "mayfly/call_method", "std/lock", 1.4),
    ("  the same beside threads", "mayfly/call_method", "std_with_threads/lock", 1.4),
] + [
    (f"{kind} map, {what} / CPython", f"mayfly/{kind}_map_{what}", f"cpython/{kind}_map_{what}", 10.0)
    for kind in ("value", "key") for what in ("hit", "miss", "insert", "deaths")
] + [
    (f"emit to {count} weak listeners / {peer}", f"mayfly/emit/{count}", f"{key}/emit/{count}", goal)
    for peer, key, goal in (("Boost.Signals2, tracked", "boost", 10.0), ("Qt", "qt", 3.0), ("libsigc++, strong", "sigc", 1.0))
    for count in (1, 10, 1000)
]

# (what, Mayfly's benchmark, the other one, at most so many nanoseconds more, per so many)
DIFFERENCES = [
    ("a live weak reference in a collection / an object of its size", "mayfly/collect_references/1000000",
     "mayfly/collect_objects/1000000", 10.0, 1_000_000),
]


def read(path):
    """Name -> nanoseconds per operation; the least of the repetitions."""
    unit = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}
    times = {}
    with open(path) as file:
        for row in json.load(file)["benchmarks"]:
            if "aggregate_name" in row:
                continue
            name = row["run_name"].split("/iterations")[0]
            time = row["cpu_time"] * unit[row["time_unit"]]
            if "_map_" in name and "items_per_second" in row:  # what goes through many entries: per entry
                time = 1e9 / row["items_per_second"]
            times[name] = min(time, times.get(name, time))
    return times


def main():
    if len(sys.argv) < 2:
        sys.exit("compare.py: expected the JSON files of a benchmark run")
    times = {name: ns for path in sys.argv[1:] for name, ns in read(path).items()}
    missed = 0
    print(f"{'':62} {'Mayfly':>10} {'other':>10} {'ratio':>7} {'goal':>6}")
    for what, ours, other, goal in GOALS:
        if ours not in times or other not in times:
            print(f"{what:62} not measured")
            continue
        ratio = times[other] / times[ours]
        # Per object, where there are a million.
        scale = 1_000_000 if ours.endswith("/1000000") else 1
        missed += ratio < goal
        print(f"{what:62} {times[ours] / scale:8.1f}ns {times[other] / scale:8.1f}ns {ratio:6.1f}x {goal:5.1f}x"
              + ("" if ratio >= goal else "  MISSED"))
    for what, ours, other, goal, count in DIFFERENCES:
        if ours not in times or other not in times:
            print(f"{what:62} not measured")
            continue
        more = (times[ours] - times[other]) / count
        missed += more > goal
        print(f"{what:62} {times[ours] / count:8.1f}ns {times[other] / count:8.1f}ns {more:+6.1f}n {goal:4.1f}n"
              + ("" if more <= goal else "  MISSED"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
