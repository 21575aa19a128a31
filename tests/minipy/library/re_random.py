# Patterns by chance (from a fixed seed), all their matches.
import re

seed = 1


def below(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return (seed >> 8) % n


def pattern(depth):
    kind = below(10)
    if depth == 0 or kind < 3:
        return "abc"[below(3)]
    if kind == 3:
        return "[ab]"
    if kind == 4:
        return "."
    if kind == 5:
        return "(" + pattern(depth - 1) + ")"
    if kind == 6:
        return pattern(depth - 1) + pattern(depth - 1)
    if kind == 7:
        return "(?:" + pattern(depth - 1) + "|" + pattern(depth - 1) + ")"
    if kind == 8:
        return "(?:" + pattern(depth - 1) + ")" + ("*", "+", "?", "*?", "+?", "??", "{1,2}", "{2}")[below(8)]
    return ("(?=", "(?!", "(?>", "(?:")[below(4)] + pattern(depth - 1) + ")"


for _ in range(400):
    made = pattern(5)
    text = "".join(["abc"[below(3)] for _ in range(below(9))])
    print(made, text, [(found.span(), found.groups(), found.lastindex) for found in re.finditer(made, text)])
