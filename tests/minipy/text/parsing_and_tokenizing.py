def tokens(s):
    i = 0
    while i < len(s):
        c = s[i]
        if c.isspace(): i += 1; continue
        if c.isdigit():
            j = i
            while j < len(s) and (s[j].isdigit() or s[j] == "."): j += 1
            yield float(s[i:j]) if "." in s[i:j] else int(s[i:j]); i = j
        elif c in "+-*/()^": yield c; i += 1
        else: raise SyntaxError(f"unexpected {c!r} at {i}")
class Parser:
    def __init__(self, s): self.t = list(tokens(s)) + [None]; self.i = 0
    def peek(self): return self.t[self.i]
    def next(self): self.i += 1; return self.t[self.i - 1]
    def expr(self):
        v = self.term()
        while self.peek() in ("+", "-"): v = v + self.term() if self.next() == "+" else v - self.term()
        return v
    def term(self):
        v = self.power()
        while self.peek() in ("*", "/"): v = v * self.power() if self.next() == "*" else v / self.power()
        return v
    def power(self):
        v = self.atom()
        if self.peek() == "^": self.next(); v **= self.power()
        return v
    def atom(self):
        t = self.next()
        if t == "(":
            v = self.expr()
            if self.next() != ")": raise SyntaxError("expected )")
            return v
        if t == "-": return -self.atom()
        if not isinstance(t, (int, float)): raise SyntaxError(f"unexpected {t!r}")
        return t
for s in ("1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-4 / 2 + 1.5", "((((5))))", "(1", "1 +", "a", "1 $ 2"):
    try: print(s, "=", Parser(s).expr())
    except SyntaxError as e: print(s, "->", e)
