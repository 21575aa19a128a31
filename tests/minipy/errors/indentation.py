for source in ("if 1:\npass", "if 1:\n\tx = 1\n        y = 2", "def f():\n    x\n   y", "  x", "if 1:\n  if 2:\n  x", "class C:\n", "x = 1\n\ty = 2", "if 1:\n        x\n\ty", "while 1:\n  # comment\nx", "for x in y:\n\n\n", "try:\n  x\nexcept:\ny", "if x:\n    y\n  else:\n    z"):
    try:
        compile(source, "<s>", "exec")
        print(repr(source), "fine")
    except SyntaxError as e:
        print(repr(source), "->", type(e).__name__, e.msg, e.lineno)
compile("if 1:\n  x = 1\n  \n\n# c\n  y = 2\n", "<s>", "exec")
compile("if 1:\n\tx = 1\n\ty = 2\n", "<s>", "exec")
exec("if 1:\n        a = 1\n        if a:\n                b = 2\nprint(b)")
exec("x = [\n1,\n      2,\n  3]\nprint(x)")
