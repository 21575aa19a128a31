def g(): yield 1
it = g()
def reenter():
    yield next(me)
me = reenter()
try: next(me)
except ValueError as e: print(e)
def me2():
    yield sys_it.gi_running
sys_it = me2(); print(next(sys_it), sys_it.gi_running)
for bad in ("it()", "it[0]", "len(it)", "it + it", "g().send()", "g().send(1, 2)", "next(g)", "it.nothing", "it.gi_frame = 1", "type(it)()"):
    try: exec(bad); print(bad, "fine")
    except (TypeError, AttributeError) as e: print(bad, "->", e)
def err():
    yield 1
    raise KeyError("after")
e = err(); print(next(e))
try: next(e)
except KeyError as x: print(repr(x))
print(next(e, "finished"), list(e))
def locals_live():
    a = [1]
    b = yield a
    a.append(b)
    yield a
l = locals_live(); first = next(l); print(l.send(2) is first, first)
def args(a, b=2, *c, d=4, **e): yield a, b, c, d, e
print(next(args(1)), next(args(1, 5, 6, d=7, x=8)))
try: args()
except TypeError as x: print(x)
def early(x):
    if x: return
    yield "not reached when x"
print(list(early(1)), list(early(0)))
print(bool(it), it == it, it in [it], hash(it) == hash(it))
