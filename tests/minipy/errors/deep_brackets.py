for n in (100, 150):
    print(len(repr(eval("[" * n + "]" * n))))
for opening, closing in ("()", "[]", "{}"):
    for n in (10000, 100000):
        try:
            compile(opening * n + closing * n, "<deep>", "eval")
            print("fine")
        except (SyntaxError, MemoryError, RecursionError) as e:
            print("refused")
for text in ("-" * 100000 + "1", "not " * 50000 + "1", "lambda: " * 10000 + "1", "(" * 5000, "a if b else " * 20000 + "c", "f(" * 10000 + ")" * 10000, "x[" * 10000 + "]" * 10000, "1 if 1 else (" * 3000 + "2" + ")" * 3000):
    try:
        compile(text, "<deep>", "eval")
        print("compiled")
    except (SyntaxError, MemoryError, RecursionError): print("refused")
print("alive")
