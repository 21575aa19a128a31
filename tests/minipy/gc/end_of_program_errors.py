"""Errors of finalizers at the end go to sys.unraisablehook, and the next one runs."""
import gc
import sys


class Quiet:
    def __del__(self):
        print("del quiet")


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)
        raise ValueError(self.name)


def leave():
    kept = Quiet()
    try:
        sys.exit(3)
    finally:
        print("leaving")


one = Loud("one")
two = Loud("two")
three = Quiet()
sys.unraisablehook = [].append
try:
    leave()
except SystemExit as error:
    print("exit", error.code)
gc.collect()
print("end")
