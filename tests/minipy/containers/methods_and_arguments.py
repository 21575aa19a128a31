# Methods of the built-in containers and numbers with arguments of all kinds: the result and the change, or the error.
objects = {"list": "[3, 1, 2]", "dict": "{'a': 1, 'b': 2}", "set": "{1, 2}", "tuple": "(1, 2, 1)", "frozenset": "frozenset({1})", "range": "range(2, 9, 3)", "int": "(5)", "float": "(2.5)", "slice": "slice(1, 5, 2)"}
arguments = ["", "1", "'a'", "None", "1, 2", "'a', 5", "[1]", "x=1", "-1", "[[1, 2]]", "[1], 5"]
import re
for kind, text in objects.items():
    for name in [n for n in dir(eval(kind)) if not n.startswith("__") and n not in ("to_bytes", "from_bytes", "imag", "conjugate", "fromhex")]:
        for given in arguments:
            x = eval(text)
            call = f"x.{name}({given})"
            try: print(kind, call, "=", re.sub("0x[0-9a-f]+", "0x", repr(eval(call))), end=" ")
            except Exception as e: print(kind, call, "->", type(e).__name__, e, end=" ")
            print(x)
