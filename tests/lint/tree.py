"""What the lint rules know of the source tree: its files, its includes, the names it declares."""
import re
from functools import lru_cache

LAYERS = ("gc", "objects", "runtime", "examples")
TEXT_SUFFIXES = {".h", ".cpp", ".py", ".md", ".build", ".txt", ".lisp", ".expected", ".sh", ".in", ""}
SKIPPED_FOLDERS = {"subprojects", "__pycache__"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


def layer_of(root, path):
    """The layer a file belongs to, as an index into LAYERS; None outside the layers."""
    first = path.relative_to(root).parts[0]
    return LAYERS.index(first) if first in LAYERS else None


def files(root, *suffixes):
    """Files of the project (no build folders, no links), sorted."""
    result, folders = [], [root]
    while folders:
        for path in folders.pop().iterdir():
            # Where a work tree is linked, .git is a file.
            if path.is_symlink() or path.name == ".git" or path.name.startswith(".") and path.is_dir():
                continue
            if path.is_dir():
                is_build = (path / "meson-private").exists() or path.parent == root and path.name.startswith("build")
                if not is_build and path.name not in SKIPPED_FOLDERS:
                    folders.append(path)
            elif not suffixes or path.suffix in suffixes:
                result.append(path)
    return sorted(result)


def cpp_files(root, *folders):
    """The C++ files below the given top folders."""
    return [p for p in files(root, ".h", ".cpp") if p.relative_to(root).parts[0] in folders]


@lru_cache(maxsize=None)
def text_of(path):
    return path.read_text(encoding="utf-8", errors="replace")


def includes(root, path):
    """Yields (line, name); a quoted name that is found beside the file is given as <mayfly/...>."""
    text = text_of(path)
    for match in INCLUDE.finditer(text):
        name = match.group(2)
        if match.group(1) == '"':
            beside = (path.parent / name).resolve()
            if beside.is_file() and beside.is_relative_to(root.resolve()):
                name = "mayfly/" + beside.relative_to(root.resolve()).as_posix()
        yield text.count("\n", 0, match.start()) + 1, name


COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'',
                               re.DOTALL)


@lru_cache(maxsize=None)
def code_of(path):
    """The text without comments and literals, lines kept."""
    return COMMENT_OR_STRING.sub(lambda m: "\n" * m.group(0).count("\n"), text_of(path))


KEY = r"(?:class|struct|union|enum\s+class|enum\s+struct|enum)"
ATTRIBUTES = r"(?:\s+(?:MAYFLY_\w+(?:\([^)]*\))?|alignas\s*\([^)]*\)|\[\[[^\]]*\]\]))*"
SCOPES = re.compile(
    rf"(?P<namespace>\bnamespace\b[^;{{=]*\{{)"
    rf"|\b{KEY}{ATTRIBUTES}\s+(?:\w+::)*(?P<defined>\w+)(?:\s+final)?\s*(?::[^;{{(]*)?\{{"
    rf"|(?P<open>\{{)|(?P<close>\}})")
DECLARATION = re.compile(rf"\b{KEY}{ATTRIBUTES}\s+(?:::)?(?:\w+::)*(?P<name>\w+)\s*(?::\s*[\w:]+\s*)?(?:;|[*&])")


@lru_cache(maxsize=None)
def defined_types(path):
    """The types that a file defines at namespace scope."""
    names, scopes = set(), []
    for match in SCOPES.finditer(code_of(path)):
        if match.group("close"):
            if scopes:
                scopes.pop()
        elif match.group("defined"):
            if all(scopes):
                names.add(match.group("defined"))
            scopes.append(False)
        else:
            scopes.append(bool(match.group("namespace")))
    return frozenset(names)


def declared_types(path):
    """Yields (line, name) of each type that is named without being defined: `class X;`, `friend class X;`, `class X*`."""
    code = code_of(path)
    for match in DECLARATION.finditer(code):
        yield code.count("\n", 0, match.start()) + 1, match.group("name")
