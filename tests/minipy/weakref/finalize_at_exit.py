# contract 7.5: at exit, newest first, those that want it
import weakref


class C:
    pass


keep = C()
weakref.finalize(keep, print, "first made, last run")
f = weakref.finalize(keep, print, "not at exit")
f.atexit = False


def late():
    print("making another")
    weakref.finalize(keep, print, "made during exit")


weakref.finalize(keep, late)
weakref.finalize(keep, print, "newest")
print("end of the script")
