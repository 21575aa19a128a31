# What "Exception ignored in" names: what was called.
import gc
import sys
import weakref


class Thing:
    def __init__(self):
        self.me = self


class Fails(Thing):
    def __del__(self):
        raise ValueError("del")


class Listener:
    def notice(self, reference):
        raise KeyError("method")


def callback(reference):
    raise OSError("callback")


seen = []


def hook(args):
    seen.append((args.exc_type.__name__, str(args.exc_value), args.object, args.err_msg))


sys.unraisablehook = hook
gc.disable()

thing = Thing()
reference = weakref.ref(thing, callback)
del thing
gc.collect()
print(seen[0][:2], seen[0][2] is callback, seen[0][3])
seen.clear()

listener = Listener()
thing = Thing()
proxy = weakref.proxy(thing, listener.notice)
del thing
gc.collect()
print(seen[0][:2], seen[0][2] == listener.notice)
seen.clear()

thing = Fails()
del thing
gc.collect()
print(seen[0][:2], seen[0][2] is Fails.__del__)
seen.clear()

thing = Thing()
reference = weakref.ref(thing, "not callable")
del thing
gc.collect()
print(seen[0][:2], seen[0][2])
seen.clear()

thing = Thing()
method = weakref.WeakMethod(listener.notice, callback)
del listener, proxy
gc.collect()
print(seen[0][0], method() is None)
