# messages, as str() gives them
for code in ("foo", "[].foo", "'a'.foo", "(1).foo", "None.foo", "len.foo", "int.foo", "import nothing_here", "from math import nothing", "x.y", "del zz", "[][3]", "{}[3]", "()[0]", "'abc'[5]", "range(2)[5]", "int('x')", "1 + 'a'", "'a' + 1", "[] + ()", "{} + {}", "-'a'", "~1.5", "1 < 'a'", "1 in 2", "len(1)", "iter(1)", "next(1)", "abs('a')", "hash([])", "a, b = 1, 2, 3", "a, b = 1,", "a, b = 1", "for x in 1: pass", "int(1, 2, 3)", "max()", "open('/nonexistent/file')", "chr('a')", "ord(1)", "sum(1)", "round('a')", "isinstance(1, 1)", "super().x", "object().x = 1", "lambda: (yield)", "float('a')", "[1].remove(2)", "[].pop()", "{}.popitem()", "{1}.remove(2)"):
    try:
        exec(code)
        print(code, "fine")
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)
