"""Writes a C++ file with the texts of Python modules in it: embed.py OUT.cpp MODULE.py..."""
import os
import sys

CHUNK = 2000  # bytes: compilers limit the length of one literal


def literal(data):
    parts = []
    for begin in range(0, len(data), CHUNK):
        text = ''.join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else '\\%03o' % b for b in data[begin:begin + CHUNK])
        parts.append('    "' + text + '"')
    return '\n'.join(parts) or '    ""'


def main(out, files):
    lines = ['#include <minipy/modules/embedded.h>', '', 'namespace minipy {', '', 'const EmbeddedModule kEmbeddedModules[] = {']
    for path in files:
        if os.path.basename(path) == 'embed.py':
            continue
        with open(path, 'rb') as file:
            data = file.read()
        name = os.path.basename(path)[:-len('.py')]
        lines.append('  {"%s",\n%s,\n   %d},' % (name, literal(data), len(data)))
    lines += ['};', 'const unsigned long kEmbeddedModuleCount = sizeof kEmbeddedModules / sizeof kEmbeddedModules[0];', '',
              '}  // namespace minipy', '']
    with open(out, 'w') as file:
        file.write('\n'.join(lines))


main(sys.argv[1], sys.argv[2:])
