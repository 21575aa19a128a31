"""What a Python program prints on CPython or on minipy, in one text that can be compared."""
import os
import subprocess


def script_output(command, script, timeout, limit=None, environment=None):
    """Standard output, then standard error, then the exit status where it is not 0. `limit` is called in the process."""
    environment = dict(environment or os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    try:
        done = subprocess.run([*command, script.name], cwd=script.parent, env=environment, text=True, errors="replace",
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
                              preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return f"[no end within {timeout} s]\n"
    text = done.stdout
    if done.stderr:
        text += "[standard error]\n" + done.stderr
    if done.returncode != 0:
        text += f"[exit status {done.returncode}]\n"
    # The script's path is told as an absolute one.
    return text.replace(f"{script.parent}{os.sep}", "")
