#!/usr/bin/env python3
"""CPython's weakref dictionaries doing what weak_maps.cpp does: peer_weakref.py RESULTS.json

The results are in Google Benchmark's form, so that compare.py reads both. Processor time; each the least of three runs.
"""
import gc
import json
import sys
import time
import weakref

COUNT = 1_000  # entries of a map that is looked into
MILLION = 1_000_000


class Point:
    __slots__ = ("x", "y", "z", "__weakref__")


def best(run, per):
    """Nanoseconds per operation; `run` returns the seconds it took."""
    return min(run() for _ in range(3)) / per * 1e9


def timed(loop):
    begin = time.process_time()
    loop()
    return time.process_time() - begin


def look_up(mapping, keys, rounds=200):
    def loop():
        get = mapping.get
        for _ in range(rounds):
            for key in keys:
                get(key)

    return best(lambda: timed(loop), rounds * len(keys))


def insert(make, keys, values, rounds=100):
    def run():
        maps = [make() for _ in range(rounds)]

        def loop():
            for mapping in maps:
                for key, value in zip(keys, values):
                    mapping[key] = value

        return timed(loop)

    return best(run, rounds * len(keys))


def mass_death(make, with_keys):
    """A million entries whose weak side dies, the last strong references dropped one by one."""
    def run():
        objects = [Point() for _ in range(MILLION)]
        mapping = make()
        for i, each in enumerate(objects):
            if with_keys:
                mapping[each] = i
            else:
                mapping[i] = each
        del each
        seconds = timed(objects.clear)
        assert len(mapping) == 0
        return seconds

    return best(run, MILLION)


def main():
    if len(sys.argv) != 2:
        sys.exit("peer_weakref.py: expected one argument, the JSON file to write")
    gc.disable()
    objects = [Point() for _ in range(COUNT)]
    others = [Point() for _ in range(COUNT)]
    numbers = list(range(COUNT))
    by_number = weakref.WeakValueDictionary(zip(numbers, objects))
    by_object = weakref.WeakKeyDictionary(zip(objects, numbers))
    times = {
        "cpython/value_map_hit": look_up(by_number, numbers),
        "cpython/value_map_miss": look_up(by_number, [n + COUNT for n in numbers]),
        "cpython/value_map_insert": insert(weakref.WeakValueDictionary, numbers, objects),
        "cpython/value_map_deaths": mass_death(weakref.WeakValueDictionary, False),
        "cpython/key_map_hit": look_up(by_object, objects),
        "cpython/key_map_miss": look_up(by_object, others),
        "cpython/key_map_insert": insert(weakref.WeakKeyDictionary, objects, numbers),
        "cpython/key_map_deaths": mass_death(weakref.WeakKeyDictionary, True),
    }
    rows = [{"name": name, "run_name": name, "cpu_time": ns, "time_unit": "ns"} for name, ns in times.items()]
    with open(sys.argv[1], "w") as file:
        json.dump({"context": {"python": sys.version}, "benchmarks": rows}, file, indent=1)
    for name, ns in times.items():
        print(f"{name:40} {ns:10.1f} ns")


if __name__ == "__main__":
    main()
