"""What differs between sequences, and between texts line by line.

The matching is Ratcliff and Obershelp's: the longest run that both have in common, then the same before and behind it.
"""

__all__ = ["Differ", "SequenceMatcher", "get_close_matches", "ndiff", "unified_diff"]


class SequenceMatcher:
    """isjunk: elements on which no run is built; autojunk: nor on those that are more than 1% of 200 or more."""

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk = isjunk
        self.autojunk = autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        if a is not self.a:
            self.a = a
            self._blocks = self._opcodes = None

    def set_seq2(self, b):
        if b is self.b:
            return
        self.b = b
        self._blocks = self._opcodes = None
        self._count_of_b = None
        places = {}
        for i, element in enumerate(b):
            places.setdefault(element, []).append(i)
        self.bjunk = set()
        if self.isjunk:
            self.bjunk = {element for element in places if self.isjunk(element)}
            for element in self.bjunk:
                del places[element]
        self.bpopular = set()
        if self.autojunk and len(b) >= 200:
            limit = len(b) // 100 + 1
            self.bpopular = {element for element, where in places.items() if len(where) > limit}
            for element in self.bpopular:
                del places[element]
        self.b2j = places

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """(i, j, length): the longest a[i:i+length] == b[j:j+length], the first of them."""
        a, b, places, junk = self.a, self.b, self.b2j, self.bjunk
        ahi = len(a) if ahi is None else ahi
        bhi = len(b) if bhi is None else bhi
        best_i, best_j, best = alo, blo, 0
        lengths = {}  # of the runs that end at the previous element of a, by where in b
        for i in range(alo, ahi):
            new = {}
            for j in places.get(a[i], ()):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                length = new[j] = lengths.get(j - 1, 0) + 1
                if length > best:
                    best_i, best_j, best = i - length + 1, j - length + 1, length
            lengths = new
        # Popular elements may follow, and then junk.
        for of_junk in (False, True):
            while (best_i > alo and best_j > blo and (b[best_j - 1] in junk) == of_junk and a[best_i - 1] == b[best_j - 1]):
                best_i, best_j, best = best_i - 1, best_j - 1, best + 1
            while (best_i + best < ahi and best_j + best < bhi and (b[best_j + best] in junk) == of_junk
                   and a[best_i + best] == b[best_j + best]):
                best += 1
        return _Match(best_i, best_j, best)

    def get_matching_blocks(self):
        if self._blocks is None:
            found = []
            left = [(0, len(self.a), 0, len(self.b))]
            while left:
                alo, ahi, blo, bhi = left.pop()
                i, j, length = match = self.find_longest_match(alo, ahi, blo, bhi)
                if length:
                    found.append(match)
                    if alo < i and blo < j:
                        left.append((alo, i, blo, j))
                    if i + length < ahi and j + length < bhi:
                        left.append((i + length, ahi, j + length, bhi))
            found.sort()
            blocks = []
            i1 = j1 = length1 = 0
            for i, j, length in found:
                if i1 + length1 == i and j1 + length1 == j:
                    length1 += length
                    continue
                if length1:
                    blocks.append(_Match(i1, j1, length1))
                i1, j1, length1 = i, j, length
            if length1:
                blocks.append(_Match(i1, j1, length1))
            blocks.append(_Match(len(self.a), len(self.b), 0))
            self._blocks = blocks
        return self._blocks

    def get_opcodes(self):
        """[(what, i1, i2, j1, j2)]: 'equal', 'replace', 'delete', 'insert', how a becomes b."""
        if self._opcodes is None:
            self._opcodes = opcodes = []
            i = j = 0
            for ai, bj, length in self.get_matching_blocks():
                if i < ai or j < bj:
                    what = "insert" if i == ai else "delete" if j == bj else "replace"
                    opcodes.append((what, i, ai, j, bj))
                i, j = ai + length, bj + length
                if length:
                    opcodes.append(("equal", ai, i, bj, j))
        return self._opcodes

    def get_grouped_opcodes(self, n=3):
        """The opcodes with n equal elements around them, in groups."""
        codes = list(self.get_opcodes()) or [("equal", 0, 1, 0, 1)]
        if codes[0][0] == "equal":
            what, i1, i2, j1, j2 = codes[0]
            codes[0] = what, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if codes[-1][0] == "equal":
            what, i1, i2, j1, j2 = codes[-1]
            codes[-1] = what, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for what, i1, i2, j1, j2 in codes:
            if what == "equal" and i2 - i1 > 2 * n:
                group.append((what, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((what, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == "equal"):
            yield group

    def _share(self, matches):
        length = len(self.a) + len(self.b)
        return 2.0 * matches / length if length else 1.0

    def ratio(self):
        return self._share(sum([match[2] for match in self.get_matching_blocks()]))

    def quick_ratio(self):
        """Not less than ratio()."""
        if self._count_of_b is None:
            self._count_of_b = counts = {}
            for element in self.b:
                counts[element] = counts.get(element, 0) + 1
        available = {}
        matches = 0
        for element in self.a:
            count = available.get(element)
            if count is None:
                count = self._count_of_b.get(element, 0)
            available[element] = count - 1
            if count > 0:
                matches += 1
        return self._share(matches)

    def real_quick_ratio(self):
        return self._share(min(len(self.a), len(self.b)))


class _Match(tuple):
    __slots__ = ()

    def __new__(cls, a, b, size):
        return tuple.__new__(cls, (a, b, size))

    a = property(lambda self: self[0])
    b = property(lambda self: self[1])
    size = property(lambda self: self[2])

    def __repr__(self):
        return "Match(a=%r, b=%r, size=%r)" % tuple(self)


_Match.__name__ = "Match"


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    found = []
    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    for each in possibilities:
        matcher.set_seq1(each)
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
            found.append((matcher.ratio(), each))
    found.sort(reverse=True)
    return [each for _, each in found[:n]]


class Differ:
    """Lines that begin with '- ', '+ ' or '  ': of the first, of the second, of both; and '? ' says where similar ones differ."""

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        for what, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if what == "replace":
                yield from self._similar(a, alo, ahi, b, blo, bhi)
            elif what == "delete":
                yield from self._lines("-", a, alo, ahi)
            elif what == "insert":
                yield from self._lines("+", b, blo, bhi)
            else:
                yield from self._lines(" ", a, alo, ahi)

    def _lines(self, tag, x, lo, hi):
        for i in range(lo, hi):
            yield tag + " " + x[i]

    def _replace(self, a, alo, ahi, b, blo, bhi):
        # The shorter part first.
        if bhi - blo < ahi - alo:
            yield from self._lines("+", b, blo, bhi)
            yield from self._lines("-", a, alo, ahi)
        else:
            yield from self._lines("-", a, alo, ahi)
            yield from self._lines("+", b, blo, bhi)

    def _similar(self, a, alo, ahi, b, blo, bhi):
        """Finds the most similar pair of lines, and does the same before and behind it."""
        best, cutoff = 0.74, 0.75
        matcher = SequenceMatcher(self.charjunk)
        same = best_pair = None
        for j in range(blo, bhi):
            matcher.set_seq2(b[j])
            for i in range(alo, ahi):
                if a[i] == b[j]:
                    if same is None:
                        same = i, j
                    continue
                matcher.set_seq1(a[i])
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, best_pair = matcher.ratio(), (i, j)
        if best < cutoff:
            if same is None:
                yield from self._replace(a, alo, ahi, b, blo, bhi)
                return
            best_pair = same
        else:
            same = None
        i, j = best_pair
        yield from self._around(a, alo, i, b, blo, j)
        if same is not None:
            yield "  " + a[i]
        else:
            first = second = ""
            matcher.set_seqs(a[i], b[j])
            for what, i1, i2, j1, j2 in matcher.get_opcodes():
                if what == "replace":
                    first += "^" * (i2 - i1)
                    second += "^" * (j2 - j1)
                elif what == "delete":
                    first += "-" * (i2 - i1)
                elif what == "insert":
                    second += "+" * (j2 - j1)
                else:
                    first += " " * (i2 - i1)
                    second += " " * (j2 - j1)
            yield from self._marked(a[i], b[j], first, second)
        yield from self._around(a, i + 1, ahi, b, j + 1, bhi)

    def _around(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi and blo < bhi:
            yield from self._similar(a, alo, ahi, b, blo, bhi)
        elif alo < ahi:
            yield from self._lines("-", a, alo, ahi)
        elif blo < bhi:
            yield from self._lines("+", b, blo, bhi)

    def _marked(self, line1, line2, marks1, marks2):
        for tag, line, marks in (("-", line1, marks1), ("+", line2, marks2)):
            yield tag + " " + line
            # White space of the line stays as it is, so that the marks stand below.
            marks = "".join([c if m == " " and c.isspace() else m for c, m in zip(line, marks)]).rstrip()
            if marks:
                yield "? " + marks + "\n"


def IS_LINE_JUNK(line):
    return line.strip() in ("", "#")


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    return ch in ws


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    return Differ(linejunk, charjunk).compare(a, b)


def _range(start, stop):
    length = stop - start
    if length == 1:
        return str(start + 1)
    return "%d,%d" % (start + 1 if length else start, length)


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            for sign, file, date in (("---", fromfile, fromfiledate), ("+++", tofile, tofiledate)):
                yield "%s %s%s%s" % (sign, file, "\t" + date if date else "", lineterm)
        first, last = group[0], group[-1]
        yield "@@ -%s +%s @@%s" % (_range(first[1], last[2]), _range(first[3], last[4]), lineterm)
        for what, i1, i2, j1, j2 in group:
            if what == "equal":
                for line in a[i1:i2]:
                    yield " " + line
                continue
            if what in ("replace", "delete"):
                for line in a[i1:i2]:
                    yield "-" + line
            if what in ("replace", "insert"):
                for line in b[j1:j2]:
                    yield "+" + line
