"""Regular expressions as programs: a syntax tree becomes a list of instructions, which run() follows.

Nothing here calls itself by the length of the text: what is left to try stands on a stack of its own.
"""

from _re_syntax import is_ascii_word, is_word

(TEXT, ONE, MANY, MANY_LAZY, SPLIT, JUMP, MARK, CLOSE, LOOP, RESET, START, END, END_OR_NEWLINE, LINE_START, LINE_END,
 EDGE, NO_EDGE, BACK, BACK_ANY_CASE, LOOK, ATOMIC, IF, DONE) = range(23)
_PLACES = {"start": START, "end": END, "end_or_newline": END_OR_NEWLINE, "line_start": LINE_START, "line_end": LINE_END}
_LIMIT = 100000  # instructions of one program


class _Builder:
    def __init__(self, slots):
        self.code = []
        self.slots = slots  # how many places to note positions in a match has

    def add(self, *instruction):
        if len(self.code) >= _LIMIT:
            raise OverflowError("regular expression is too large")
        self.code.append(instruction + (None,) * (4 - len(instruction)))
        return len(self.code) - 1

    def put(self, at, *instruction):
        self.code[at] = instruction + (None,) * (4 - len(instruction))

    def build(self, node):
        getattr(self, "build_" + node[0])(*node[1:])

    def build_text(self, text):
        self.add(TEXT, text, len(text))

    def build_one(self, table):
        self.add(ONE, table)

    def build_all(self, nodes):
        text = ""
        for node in nodes:
            if node[0] == "text":
                text += node[1]
                continue
            if text:
                self.build_text(text)
                text = ""
            self.build(node)
        if text:
            self.build_text(text)

    def build_any(self, nodes):
        ends = []
        for node in nodes[:-1]:
            split = self.add(SPLIT)
            self.build(node)
            ends.append(self.add(JUMP))
            self.put(split, SPLIT, split + 1, len(self.code))
        self.build(nodes[-1])
        for end in ends:
            self.put(end, JUMP, len(self.code))

    def build_repeat(self, node, least, most, how):
        if how == "possessive":
            self.build_atomic(("repeat", node, least, most, "greedy"))
            return
        table = _table_of(node)
        if table is not None:
            self.add(MANY if how == "greedy" else MANY_LAZY, table, least, most)
            return
        for _ in range(least):
            self.build(node)
        if most < 4294967295:
            splits = []
            for _ in range(most - least):
                splits.append(self.add(SPLIT))
                self.build(node)
            for split in splits:
                ways = split + 1, len(self.code)
                self.put(split, SPLIT, *(ways if how == "greedy" else ways[::-1]))
            return
        slot = self.slots
        self.slots += 1
        self.add(RESET, slot)
        loop = self.add(LOOP)
        self.build(node)
        self.add(JUMP, loop)
        self.put(loop, LOOP, slot, len(self.code), how == "greedy")

    def build_group(self, number, node):
        self.add(MARK, 2 * number)
        self.build(node)
        self.add(CLOSE, 2 * number + 1, number)

    def build_back(self, number, ignores_case, width):
        self.add(BACK_ANY_CASE if ignores_case else BACK, 2 * number)

    def build_at(self, place):
        if place in _PLACES:
            self.add(_PLACES[place])
        else:
            self.add(NO_EDGE if place.endswith("no_edge") else EDGE,
                     is_ascii_word if place.startswith("ascii") else is_word)

    def part(self, node, *instruction):
        """An instruction that is followed by what it tries on its own, and knows where that ends."""
        begin = self.add(DONE)
        self.build(node)
        self.add(DONE)
        self.put(begin, *instruction, len(self.code))

    def build_look(self, node, width, wanted):
        self.part(node, LOOK, width or 0, wanted)

    def build_atomic(self, node):
        self.part(node, ATOMIC, None, None)

    def build_if(self, number, yes, no):
        test = self.add(IF)
        self.build(yes)
        end = self.add(JUMP)
        self.put(test, IF, 2 * number, len(self.code))
        self.build(no)
        self.put(end, JUMP, len(self.code))


def _table_of(node):
    """The table of a node that is one character."""
    while node[0] == "all" and len(node[1]) == 1:
        node = node[1][0]
    if node[0] == "one":
        return node[1]
    if node[0] == "text" and len(node[1]) == 1:
        from _re_syntax import Table
        return Table(node[1].__eq__)
    return None


def program(node, groups):
    """(instructions, number of slots) of a pattern with groups numbered below `groups`."""
    builder = _Builder(2 * groups)
    builder.build(node)
    builder.add(DONE)
    return builder.code, builder.slots


def _undo(stack, base, marks):
    while len(stack) > base:
        entry = stack.pop()
        if entry[0] == -1:
            marks[entry[1]] = entry[2]


def run(code, pc, s, at, end, marks, stack, whole=False, forbidden=-1):
    """Where the match that begins at `at` ends, or -1. Slots hold what was noted on the way; slot 0, the last group closed.

    An entry of the stack is (pc, position) to go on from; (-1, slot, value) to put back; (-2, pc, first, last) for the
    positions after a greedy repeat; (-3, pc, table, first, last) for those after a lazy one.
    """
    base = len(stack)
    while True:
        op, a, b, c = code[pc]
        if op == TEXT:
            if s.startswith(a, at, end):
                at += b
                pc += 1
                continue
        elif op == ONE:
            if at < end and a[s[at]]:
                at += 1
                pc += 1
                continue
        elif op == MANY:
            first = at + b
            last = end if c > end - at else at + c
            while at < last and a[s[at]]:
                at += 1
            if at >= first:
                pc += 1
                if at > first:
                    stack.append((-2, pc, first, at - 1))
                continue
        elif op == SPLIT:
            stack.append((b, at))
            pc = a
            continue
        elif op == JUMP:
            pc = a
            continue
        elif op == MARK:
            stack.append((-1, a, marks[a]))
            marks[a] = at
            pc += 1
            continue
        elif op == CLOSE:
            stack.append((-1, a, marks[a]))
            stack.append((-1, 0, marks[0]))
            marks[a] = at
            marks[0] = b
            pc += 1
            continue
        elif op == LOOP:
            if marks[a] == at:  # the last round matched nothing: no further one
                pc = b
                continue
            if c:
                stack.append((b, at))
                stack.append((-1, a, marks[a]))
                marks[a] = at
                pc += 1
            else:
                stack.append((-4, pc + 1, at, a))
                pc = b
            continue
        elif op == RESET:
            stack.append((-1, a, marks[a]))
            marks[a] = -1
            pc += 1
            continue
        elif op == MANY_LAZY:
            first = at + b
            last = end if c > end - at else at + c
            while at < first and at < end and a[s[at]]:
                at += 1
            if at == first:
                pc += 1
                if at < last:
                    stack.append((-3, pc, a, at, last))
                continue
        elif op == DONE:
            if not (whole and at != end) and at != forbidden:
                return at
        elif op == START:
            if at == 0:
                pc += 1
                continue
        elif op == END:
            if at == end:
                pc += 1
                continue
        elif op == END_OR_NEWLINE:
            if at == end or at == end - 1 and s[at] == "\n":
                pc += 1
                continue
        elif op == LINE_START:
            if at == 0 or s[at - 1] == "\n":
                pc += 1
                continue
        elif op == LINE_END:
            if at == end or s[at] == "\n":
                pc += 1
                continue
        elif op == EDGE or op == NO_EDGE:
            before = at > 0 and a(s[at - 1])
            after = at < end and a(s[at])
            if (before is not after) is (op == EDGE) and (end or op == EDGE):
                pc += 1
                continue
        elif op == BACK or op == BACK_ANY_CASE:
            first, last = marks[a], marks[a + 1]
            if first >= 0 and last >= first:
                text = s[first:last]
                if s.startswith(text, at, end) or op == BACK_ANY_CASE and s[at:min(at + len(text), end)].lower() == text.lower():
                    at += last - first
                    pc += 1
                    continue
        elif op == LOOK:
            height = len(stack)
            found = run(code, pc + 1, s, at - a, end, marks, stack) if at >= a else -1
            if found >= 0 and b:
                stack[height:] = [entry for entry in stack[height:] if entry[0] == -1]
            else:
                _undo(stack, height, marks)
            if (found >= 0) is b:
                pc = c
                continue
        elif op == ATOMIC:
            height = len(stack)
            found = run(code, pc + 1, s, at, end, marks, stack)
            if found >= 0:
                stack[height:] = [entry for entry in stack[height:] if entry[0] == -1]
                at = found
                pc = c
                continue
        elif op == IF:
            pc = pc + 1 if marks[a + 1] >= 0 else b
            continue
        # What comes here did not match: back to what is left to try.
        while True:
            if len(stack) == base:
                return -1
            entry = stack.pop()
            pc = entry[0]
            if pc >= 0:
                at = entry[1]
                break
            if pc == -1:
                marks[entry[1]] = entry[2]
                continue
            if pc == -2:
                _, pc, first, at = entry
                op, a, b, c = code[pc]
                if op == TEXT:  # only where that text stands
                    at = s.rfind(a, first, min(at + b, end))
                    if at < 0:
                        continue
                if at > first:
                    stack.append((-2, pc, first, at - 1))
                break
            if pc == -3:
                _, pc, a, at, last = entry
                if not a[s[at]]:
                    continue
                at += 1
                if at < last:
                    stack.append((-3, pc, a, at, last))
                break
            _, pc, at, a = entry
            stack.append((-1, a, marks[a]))
            marks[a] = at
            break
