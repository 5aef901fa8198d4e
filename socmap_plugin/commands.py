"""Runs Python's venv and pip: their lines as they come, an end on request, one sentence when they fail.

Standard library only: it runs before there is an environment.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess  # nosec B404
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from .core.runtime.child_process import clean_environment
from .core.runtime.errors import OutputError, SocmapError
from .core.runtime.progress import Progress
from .interpreters import NO_WINDOW

SPACE_NEEDED_MB = 2500  # the CPU build takes 1.4 GB; pip holds the wheels beside it while it unpacks them


class SetupError(SocmapError):
    """The environment could not be made."""


def run_command(
    command: Sequence[str],
    what: str,
    progress: Progress,
    on_line: Callable[[str], None] | None = None,
    on_tick: Callable[[], None] | None = None,
    wheels: Path | None = None,
) -> None:
    """Run `command`, hand on its lines, and end it with everything it started when `progress` is cancelled."""
    try:
        # A list of arguments and no shell: nothing for bandit to find.
        child = subprocess.Popen(  # nosec B603
            command,
            env=clean_environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            creationflags=NO_WINDOW,
        )
    except OSError as error:
        raise SetupError(f"{what} cannot be started ({error}); choose another interpreter.") from error
    # A thread reads, because this one has to answer a cancellation while pip is silent.
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read_lines, args=(child, lines), daemon=True).start()
    said: list[str] = []
    try:
        while True:
            progress.check()
            try:
                text = lines.get(timeout=0.2)
            except queue.Empty:
                if on_tick:
                    on_tick()
                continue
            if text is None:
                break
            said.append(text)
            (on_line or progress.log)(text)
        code = child.wait()
    finally:
        _end(child)
    if code != 0:
        raise failure(what, code, said, wheels)


def _read_lines(child: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    if child.stdout is not None:
        with child.stdout:
            for line in child.stdout:
                lines.put(line.rstrip())
    lines.put(None)


def _end(child: subprocess.Popen[str]) -> None:
    """End `child` and the processes it started; nothing happens when it has ended by itself."""
    if child.poll() is not None:
        return
    if os.name == "nt":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)  # nothing to save: an unfinished environment is made anew
    child.wait()


def failure(what: str, code: int, said: Sequence[str], wheels: Path | None) -> SocmapError:
    """Turn the last lines of a failed command into one sentence with a remedy."""
    whole = "\n".join(said)
    last = [line for line in said if line.strip() and not line.startswith(("[notice]", "WARNING"))][-2:]
    reason = " / ".join(line.removeprefix("ERROR: ") for line in last) or f"exit code {code}"
    if "No space left on device" in whole or "not enough space on the disk" in whole:
        return OutputError(f"{what} ran out of disk space ({reason}); free {SPACE_NEEDED_MB} MB and set up again.")
    if "No matching distribution found" in whole and wheels:
        remedy = f"add this wheel, for this system and Python, to {wheels}"
    elif "No matching distribution found" in whole:
        remedy = "check the network and PIP_OPTIONS, or give a folder of wheels in WHEELS"
    elif what == "pip":
        remedy = "read pip's lines in the log, then check the network, proxy and PIP_OPTIONS"
    else:
        remedy = "read the log, then set up again with another interpreter in PYTHON"
    return SetupError(f"{what} failed ({reason}); {remedy}.")
