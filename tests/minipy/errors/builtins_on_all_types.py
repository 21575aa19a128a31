# Built-in functions, conversions, formats and subscripts on a value of each type: the result, or the error.
import re
values = ["None", "True", "3", "-2", "2.5", "10**20", "'ab'", "[1, 2]", "{1: 2}", "{1, 2}", "range(3)", "len", "object()"]
calls = ["-({})", "~({})", "not {}", "abs({})", "len({})", "int({})", "float({})", "str({})", "repr({})", "bool({})", "list({})", "tuple({})", "set({})", "dict({})", "next({})", "hash({}) * 0", "round({})", "round({}, 1)", "divmod({}, 2)", "divmod(2, {})", "pow({}, 2)", "pow({}, 2, 5)", "sum({})", "min({})", "max({})", "sorted({})", "any({})", "all({})", "chr({})", "ord({})", "hex({})", "bin({})", "callable({})", "type({})", "isinstance({}, int)", "issubclass({}, int)", "{}[0]", "{}[0:1]", "{}['a']", "{}()", "{}.x", "format({})", "format({}, '>10')", "'%s' % ({},)", "'%d' % ({},)", "'%x' % ({},)", "'%.1f' % ({},)", "'%c' % ({},)", "getattr({}, 'a', 1)", "getattr(1, {}, 1)", "ascii({})", "frozenset({})", "[*{}]", "range({})", "'abc'[{}]", "[1][{}]", "'a' * {}", "[1] * {}", "1 in {}", "print(*{}, end='')"]
for c in calls:
    for v in values:
        text, x = c.replace("{}", v), eval(v)
        try: print(text, "=", re.sub("0x[0-9a-f]+", "0x", repr(eval(c.replace("{}", "x")))))
        except Exception as e: print(text, "->", type(e).__name__, re.sub("0x[0-9a-f]+", "0x", str(e)))
