"""A copy of the tree in which patches are applied, built, and taken back: for ./dev rules and ./dev planted."""
import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MARK = ".copy-of-dev-rules"  # in a folder that is ours to overwrite


def may_copy_to(folder):
    """False, and a message, for a folder that holds something else. None is a temporary one."""
    if not folder or not folder.exists() or not any(folder.iterdir()) or (folder / MARK).is_file():
        return True
    print(f"{folder}: expected an empty folder, or one of an earlier run: what is in it is replaced", file=sys.stderr)
    return False


def copy_tree(folder):
    """Brings the copy up to date. What is the same stays untouched, so that only what differs is built again."""
    def paths(root):
        for directory, folders, names in os.walk(root):
            here = Path(directory)
            folders[:] = [n for n in folders if n not in (".git", "__pycache__") and (here != root or n[:5] != "build")]
            for name in names + [n for n in folders if (here / n).is_symlink()]:
                yield (here / name).relative_to(root)

    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    wanted = set(paths(ROOT))
    for path in set(paths(folder)) - wanted - {Path(MARK)}:
        (folder / path).unlink()
    for path in wanted:
        source, copy = ROOT / path, folder / path
        if source.is_symlink():
            if not copy.is_symlink():
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.symlink_to(source.readlink())
        elif not copy.is_file() or copy.read_bytes() != source.read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
            shutil.copymode(source, copy)


def make(folder, options):
    """A copy that is up to date, with a build folder."""
    copy_tree(folder)
    if not (folder / "build" / "build.ninja").exists():
        subprocess.run(["meson", "setup", folder / "build", folder, *(f"-D{option}" for option in options)],
                       check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def build(folder, targets):
    """None, or what the compiler said."""
    done = subprocess.run(["ninja", "-C", folder / "build", *targets], stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return None if done.returncode == 0 else done.stdout


@contextlib.contextmanager
def broken(folder, patch):
    """The copy with the patch applied, for as long as the block runs."""
    changed = patch.applied(folder)
    before = {path: path.read_text() for path in changed}
    try:
        for path, text in changed.items():
            path.write_text(text)
        yield
    finally:
        for path, text in before.items():
            path.write_text(text)
