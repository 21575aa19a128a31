# Every binary operator on pairs of built-in types: the result, or the error.
values = ["None", "True", "-2", "2.5", "'ab'", "[1, 2]", "{1: 2}", "{1, 2}", "len"]
ops = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@", "<", "==", "in"]
for op in ops:
    for a in values:
        for b in values:
            if (op, a, b) == ("**", "-2", "2.5"): continue
            text = f"({a}) {op} ({b})"
            try: print(text, eval(text))
            except Exception as e: print(text, type(e).__name__, e)
