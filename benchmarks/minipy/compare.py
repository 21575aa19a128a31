#!/usr/bin/env python3
"""Runs the benchmarks beside this file on CPython and on minipy, as whole processes, in turn, and prints a table of times.

usage: compare.py MINIPY [--cpython PYTHON] [--lua LUA] [-n N] [--only NAME,NAME] [--processor] [--json FILE]

The ratio is CPython's time divided by minipy's: more than 1 means that minipy is faster. Outputs are compared, too: a
benchmark that prints something else on minipy fails.
"""
import argparse
import json
import math
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAMES = ("richards deltablue binary_trees nbody fib method_calls attributes closures generators dict_heavy string_build "
         "weak_methods signals").split()
ENVIRONMENT = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command, clock):
    begin = clock()
    done = subprocess.run(command, cwd=HERE, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = clock() - begin
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr}")
    return seconds, done.stdout


def interleaved(commands, repetitions, clock):
    """Times of each command, run in turn; what each printed."""
    times = {name: [] for name in commands}
    outputs = {}
    for _ in range(repetitions):
        for name, command in commands.items():
            seconds, outputs[name] = timed(command, clock)
            times[name].append(seconds)
    return times, outputs


def row(name, times):
    cells = [f"{name:14}"]
    for who in ("cpython", "minipy", "lua"):
        if who in times:
            cells.append(f"{statistics.median(times[who]):8.3f}{min(times[who]):8.3f}")
        else:
            cells.append(" " * 16)
    ratio = statistics.median(times["cpython"]) / statistics.median(times["minipy"])
    cells.append(f"{ratio:7.2f}x")
    if "lua" in times:
        cells.append(f"{statistics.median(times['lua']) / statistics.median(times['minipy']):7.2f}x")
    print(" ".join(cells), flush=True)
    return ratio


def startup(minipy, python, repetitions, clock):
    commands = {"cpython": [python, "-S", "-E", "-c", "print(1)"], "minipy": [minipy, "-c", "print(1)"]}
    times, outputs = interleaved(commands, max(20, repetitions * 4), clock)
    if outputs["minipy"] != "1\n":
        raise SystemExit(f"minipy -c 'print(1)' printed {outputs['minipy']!r}")
    medians = {who: statistics.median(each) for who, each in times.items()}
    print(f"start to the end of print(1): cpython -S -E {medians['cpython'] * 1000:.1f} ms, "
          f"minipy {medians['minipy'] * 1000:.1f} ms: {medians['cpython'] / medians['minipy']:.2f}x")
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("minipy")
    parser.add_argument("--cpython", default="/usr/bin/python3")
    parser.add_argument("--lua", default=shutil.which("lua5.4"), help="Lua 5.4 (default: lua5.4, where it is found)")
    parser.add_argument("-n", type=int, default=5, metavar="N", help="how often each is run")
    parser.add_argument("--only", default="", metavar="NAMES", help="these, with commas between them")
    parser.add_argument("--processor", action="store_true",
                        help="processor time of all threads, not time that passes: where the machine is busy otherwise")
    parser.add_argument("--json", metavar="FILE", help="write all times there, too")
    options = parser.parse_args()
    clock = processor_seconds if options.processor else time.perf_counter
    minipy = str(Path(options.minipy).resolve())
    names = options.only.split(",") if options.only else NAMES
    if unknown := [name for name in names if name not in NAMES]:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    version = subprocess.run([options.cpython, "-c", "import sys; print(sys.version.split()[0])"], stdout=subprocess.PIPE,
                             text=True, check=True).stdout.strip()
    print(f"CPython {version} ({options.cpython}), {options.n} runs of each in turn; seconds of the whole process")
    print(f"{'':14}  cpython: median/min minipy: median/min  lua: median/min   ratio  lua's")
    ratios, everything, failed = {}, {}, []
    for name in names:
        commands = {"cpython": [options.cpython, name + ".py"], "minipy": [minipy, name + ".py"]}
        if options.lua and (HERE / (name + ".lua")).exists():
            commands["lua"] = [options.lua, name + ".lua"]
        times, outputs = interleaved(commands, options.n, clock)
        if outputs["cpython"] != outputs["minipy"]:
            failed.append(name)
            print(f"{name}: the outputs differ: {outputs['cpython']!r}, {outputs['minipy']!r}")
        ratios[name] = row(name, times)
        everything[name] = times
    mean = math.exp(sum(math.log(ratio) for ratio in ratios.values()) / len(ratios))
    slowest = min(ratios, key=ratios.get)
    print(f"geometric mean {mean:.2f}x; least: {slowest} {ratios[slowest]:.2f}x")
    everything["startup"] = startup(minipy, options.cpython, options.n, clock)
    if options.json:
        Path(options.json).write_text(json.dumps(everything, indent=1))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
