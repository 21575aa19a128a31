"""Running the compiler from tests."""
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor


def run(command, **options):
    """Returns (succeeded, everything it printed)."""
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", stdin=subprocess.DEVNULL, check=False, **options)
    return done.returncode == 0, done.stdout


def run_all(commands):
    """Runs the commands side by side; returns a result as of run() for each."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(run, commands))


def write_if_changed(path, text):
    """Keeps the time stamp of a file that is as it should be, so that a compiler cache knows it again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
