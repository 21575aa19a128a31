# Methods of str with arguments of all kinds: the result, or the error.
texts = ["'aXbXc'", "' 12 '"]
arguments = ["", "'X'", "'X', 1", "1", "'a', 'b'", "'b', -1", "'ab', 'c', 'd', 'e'", "x=1", "'b', None, None", "['a', 'b']", "5, '*'"]
for name in [n for n in dir(str) if not n.startswith("__") and n != "encode"]:
    for text in texts:
        for given in arguments:
            if name in ("find", "rfind", "index", "rindex", "count") and given == "5, '*'": continue
            call = f"{text}.{name}({given})"
            try: print(call, "=", repr(eval(call)))
            except Exception as e: print(call, "->", type(e).__name__, e)
