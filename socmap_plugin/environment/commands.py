"""Runs Python's venv and pip: their lines as they come, an end on request, their last words when they fail.

Standard library only: it runs before there is an environment.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess  # nosec B404
import threading
from collections.abc import Callable, Mapping, Sequence

from ..core.runtime.child_process import clean_environment
from ..core.runtime.errors import SocmapError
from ..core.runtime.progress import Progress
from .interpreters import NO_WINDOW, library_path


class SetupError(SocmapError):
    """The environment could not be made."""


class CommandError(SetupError):
    """A command could not be started, or failed.

    Attributes
    ----------
    reason
        Why, in its own words.
    said
        All that it printed.
    """

    def __init__(self, what: str, reason: str, said: Sequence[str] = ()) -> None:
        super().__init__(f"{what} failed ({reason}); read the log, then set up again with another Python in PYTHON.")
        self.reason, self.said = reason, "\n".join(said)


def run_command(
    command: Sequence[str],
    what: str,
    progress: Progress,
    on_line: Callable[[str], None] | None = None,
    on_tick: Callable[[], None] | None = None,
    variables: Mapping[str, str] | None = None,
    base: str = "",
) -> list[str]:
    """Run `command`, hand on its lines, and end it with everything it started when `progress` is cancelled.

    Parameters
    ----------
    command
        The program and its arguments.
    what
        Its name in messages.
    progress
        Told each line, unless `on_line` is, and asked whether to stop.
    on_line, on_tick
        Called with each line, and several times a second while there is none.
    variables
        More environment variables for it.
    base
        The interpreter whose libraries it needs, by default the program itself.

    Returns
    -------
    list of str
        Its lines.

    Raises
    ------
    CommandError
        It cannot be started, or ended with another status than 0.
    """
    environ = library_path(base or command[0], clean_environment(os.environ))
    try:
        # A list of arguments and no shell: nothing for bandit to find.
        child = subprocess.Popen(  # nosec B603
            command,
            env={**environ, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            creationflags=NO_WINDOW,
        )
    except OSError as error:
        raise CommandError(what, f"it cannot be started, {error}") from error
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
        last = [line for line in said if line.strip() and not line.startswith(("[notice]", "WARNING"))][-2:]
        reason = " / ".join(line.removeprefix("ERROR: ") for line in last) or f"exit code {code}"
        raise CommandError(what, reason, said)
    return said


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
