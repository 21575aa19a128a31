# Where := may stand in comprehensions, and whose variable it is; also where names go to a namespace.
import gc


def error(text):
    try:
        exec(text, {}, {})
    except SyntaxError as e:
        return e.msg
    return "fine"


for text in (
    "[i := 0 for i in range(5)]",
    "[[(i := 0) for j in range(5)] for i in range(5)]",
    "[i for i in range(5) if (j := 0) for j in range(5)]",
    "[i+1 for i in (i := range(5))]",
    "[i for i in range(5) for j in (k := i, 1)]",
    "{i for i in [j for j in (k := (1, 2))]}",
    "[i for i in (lambda: (j := [1]))()]",
    "class C: [(x := i) for i in range(3)]",
    "class C: [y for y in (x := [1])]",
    "[y := 1 for x in (1, 2)]",
):
    print(text, "->", error(text))

names, outer = {}, {}
exec("z = [last := v for v in range(3)]", outer, names)
print(names, outer["last"])
names, outer = {}, {}
exec("""if 1:
    def f():
        y = 1
        def g():
            global y
            return y
        def h():
            return y + 1
        return g, h
    y = 9
    g, h = f()
    result = g(), h()
""", outer, names)
print(names["result"], outer["y"], "y" in names)
gc.collect()
