"""Writes unicode_sets.cpp, unicode_identifiers.cpp and unicode_cases.cpp from the Unicode data of the Python that runs it.

    python3 unicode_tables.py DIRECTORY

Run by hand, with the Python that is minipy's measure (3.11: Unicode 14), when that changes.
"""
import sys
import unicodedata

SCALARS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
NOTE = "// Written by unicode_tables.py from the data of Unicode %s: not to be edited.\n" % unicodedata.unidata_version


def ranges(test):
    found = []
    for c in SCALARS:
        if test(chr(c)):
            if found and found[-1][0] + found[-1][1] == c and found[-1][1] < 2048:
                found[-1][1] += 1
            else:
                found.append([c, 1])
    return found


def write_numbers(out, declaration, numbers):
    out.write("%s = {\n" % declaration)
    line = "   "
    for number in numbers:
        text = " %s," % number
        if len(line) + len(text) > 119:
            out.write(line + "\n")
            line = "   "
        line += text
    out.write(line + "\n};\n")


def write_sets(path, sets):
    with open(path, "w") as out:
        out.write(NOTE + "// Each entry is a range: its first code point, and its length - 1 in the lowest 11 bits.\n")
        out.write("// clang-format off\n#include <minipy/source/unicode_tables.h>\n\nnamespace minipy::unicode {\n\n")
        for name, test in sets:
            write_numbers(out, "constexpr uint32_t k%sRanges[]" % name,
                          ["0x%x" % (start << 11 | count - 1) for start, count in ranges(test)])
            out.write("const RangeSet k%s = {k%sRanges, std::size(k%sRanges)};\n\n" % (name, name, name))
        out.write("}  // namespace minipy::unicode\n")


SETS = [
    ("Alphabetic", str.isalpha), ("Digit", str.isdigit), ("Numeric", str.isnumeric), ("Upper", str.isupper),
    ("Lower", str.islower), ("Title", lambda s: unicodedata.category(s) == "Lt"), ("Space", str.isspace),
    ("Printable", str.isprintable), ("Decimal", lambda s: s.isdecimal() and unicodedata.decimal(s) == 0),
]
# What comes second where two characters compose to one.
COMPOSING = {unicodedata.normalize("NFD", chr(c))[-1] for c in SCALARS
             if len(unicodedata.normalize("NFD", chr(c))) > 1 and unicodedata.normalize("NFC", chr(c)) == chr(c)}


def may_change(s):
    """Whether a name with it may be another one in NFKC."""
    return ("a" + s).isidentifier() and (unicodedata.normalize("NFKC", s) != s or s in COMPOSING)


IDENTIFIER_SETS = [
    ("IdentifierStart", str.isidentifier), ("IdentifierContinue", lambda s: ("a" + s).isidentifier()),
    ("IdentifierNormalized", may_change),
]


def mappings(convert):
    """Runs of equal distance: (first, last, step, distance)."""
    runs = []
    for c in SCALARS:
        to = convert(chr(c))
        if len(to) != 1 or ord(to) == c:
            continue
        distance = ord(to) - c
        if runs and runs[-1][3] == distance:
            first, last, step, _ = runs[-1]
            if step == 0 and c - last in (1, 2) or step and c - last == step:
                runs[-1] = (first, c, c - last, distance)
                continue
        runs.append((c, c, 0, distance))
    return runs


def write_cases(path):
    kinds = [("Upper", str.upper), ("Lower", str.lower), ("Title", str.title), ("Fold", str.casefold)]
    with open(path, "w") as out:
        out.write(NOTE + "// clang-format off\n#include <minipy/source/unicode_tables.h>\n\nnamespace minipy::unicode {\n\n")
        for name, convert in kinds:
            write_numbers(out, "constexpr CaseRun k%sRuns[]" % name,
                          ["{0x%x, 0x%x, %d, %d}" % (a, b, step or 1, d) for a, b, step, d in mappings(convert)])
            special = [(c, convert(chr(c))) for c in SCALARS if len(convert(chr(c))) > 1]
            write_numbers(out, "constexpr LongCase k%sLong[]" % name, [
                '{0x%x, "%s"}' % (c, "".join("\\x%02x" % b for b in to.encode())) for c, to in special])
            out.write("const CaseMap k%sCase = {k%sRuns, std::size(k%sRuns), k%sLong, std::size(k%sLong)};\n\n"
                      % ((name,) * 5))
        out.write("}  // namespace minipy::unicode\n")


write_sets(sys.argv[1] + "/unicode_sets.cpp", SETS)
write_sets(sys.argv[1] + "/unicode_identifiers.cpp", IDENTIFIER_SETS)
write_cases(sys.argv[1] + "/unicode_cases.cpp")
