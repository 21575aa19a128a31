# A suspended generator that nobody can reach is closed: its finally blocks and with statements run, once (contract 8).
import gc, sys, weakref
gc.disable()
log = []


def gen(name):
    try:
        log.append(f"{name} began")
        yield 1
        yield 2
    finally:
        log.append(f"{name} finally")


def look(what):
    gc.collect()
    print(what, log)
    log.clear()


g = gen("a"); next(g); del g
look("dropped")
g = gen("fresh"); del g
look("never begun")
g = gen("done"); list(g); look("ran to its end"); del g
look("and dropped")
g = gen("closed"); next(g); g.close(); look("closed by hand"); del g
look("and dropped")

# in a cycle
g = gen("cycle"); next(g); box = [g]; box.append(box); del g, box
look("in a cycle")


def with_statement():
    class Context:
        def __enter__(self): log.append("enter"); return self
        def __exit__(self, kind, value, traceback): log.append(f"exit {kind.__name__}")
    with Context():
        yield 1


g = with_statement(); next(g); del g
look("with")


def nested():
    try:
        try:
            yield 1
        finally:
            log.append("inner")
    except GeneratorExit:
        log.append("caught GeneratorExit")
        raise
    finally:
        log.append("outer")


g = nested(); next(g); del g
look("nested")


def delegating():
    try:
        yield from gen("inner of yield from")
    finally:
        log.append("delegating finally")


g = delegating(); next(g); del g
look("yield from")

# what it holds is alive in its finally, and dead afterwards
class Held: pass


def holding(held):
    try:
        yield
    finally:
        log.append(type(held).__name__)


held = Held(); ref = weakref.ref(held); g = holding(held); next(g); del held
look("still held"); print(ref() is not None)
del g
look("let go")
gc.collect()
print(ref())

# errors go to the unraisable hook
def failing():
    try: yield
    finally: raise ValueError("in finally")


def ignoring():
    while True:
        try: yield
        except GeneratorExit: pass


reports = []
sys.unraisablehook = lambda r: reports.append((r.exc_type.__name__, str(r.exc_value), type(r.object).__name__))
g = failing(); next(g); del g
look("failing"); print(reports); reports.clear()
g = ignoring(); next(g); del g
look("ignoring"); print(reports); reports.clear()

# revived by its own finally
kept = []


def reviving():
    me = yield
    try: yield
    finally: kept.append(me); log.append("revived")


g = reviving(); next(g); g.send(g); del g
look("reviving"); print(len(kept), next(kept[0], "ended"))
kept.clear()
look("dropped again")

# a loop that was left
def loop():
    for i in gen("loop"):
        if i == 1: break


loop()
look("left by break")
it = (x for x in gen("expression")); next(it); del it
look("generator expression")
a, *b = gen("unpacked")
look("unpacked")
g = gen("in a local")


def local():
    g = gen("local"); next(g)
    return "returned"


print(local())
look("local")
for each in [gen("reference")]:
    r = weakref.ref(each); next(each)
del each
look("weakly referenced"); print(r())
