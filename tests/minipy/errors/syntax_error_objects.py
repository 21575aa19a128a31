for source in ("x = ", "def f(:\n  pass", "if x\n  y", "(1, 2", "x = 'abc", "1 +* 2", "for in y: pass", "class : pass", "return 5", "break", "a b", "f(a=1, 2)", "x = 5 = y", "5 = x", "def f(a, a): pass", "'''abc", "f'{'", "f'{x!}'", "del 5", "global x, 5", "import", "from x import", "lambda x=: 0", "[1, 2", "{1: }", "nonlocal x", "*x", "yield 5", "continue", "try: pass", "if 1:\nx", "  x = 1", "x = 1\n  y = 2", "if 1:\n    x\n  y", "0777", "1_", "0x", "1a", "$x", "x ? y", "a = *b", "def f(**k, a): pass", "f(**a, *b)", "print 5", "else: pass", "async = 1 +", "x = (yield", "@", "with open(x) as 5: pass", "raise x from", "assert", "None = 1", "f() = 1", "(a, 5) = b", "x += y += z", "not", "a <> b", "a ! b", "\\", "'\\x1'", "\"\\u12\"", "def f(a=1, b): pass", "f(x for x in y, 1)", "{**a for a in b}", "[*a for a in b]", "def f():\n  x = 1\n  global x", "def f(x):\n  global x", "class C:\n  return 1"):
    try:
        compile(source, "<source>", "exec")
        print(repr(source), "fine")
    except SyntaxError as e:
        print(repr(source), "->", type(e).__name__, e.msg, e.lineno, e.filename)
