"""Runs a child process that answers with JSON lines, and relays them to the Processing log.

Needs no event loop, so it serves dialogs (background thread), scripts (main thread) and ``qgis_process`` alike.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtCore import QIODevice, QProcess, QProcessEnvironment

from .core.runtime.child_process import clean_environment

POLL_MS = 100
START_TIMEOUT_MS = 30_000  # a virus scanner can take that long over a first start
GRACE_MS = 1000  # for a worker that is asked to stop; cancel has to answer within 2 s
TEXT_INTERVAL_S = 1.0  # every progress text is also a line of the log
TEXT_LENGTH = 90  # characters of a progress text: the dialog grows with it, and QGIS keeps that width for all dialogs
MAXIMUM_LINE_BYTES = 8 * 2**20
MAXIMUM_FOREIGN_LINES = 50
TAIL_LINES = 8
TAIL_BYTES = 64 * 1024
STDERR_NAME = "stderr.txt"
_TRACEBACK, _FRAME = "Traceback (most recent call last)", '  File "'
# What HDF5 prints wherever GDAL tries it on a file that it cannot open; what comes of that GDAL says itself.
_HDF5_NOISE = re.compile(r"HDF5-DIAG: |\s+#\d+: \S+ line \d+ in |\s+(?:major|minor): ")


def run_process(
    interpreter: str,
    arguments: list[str],
    run_folder: Path,
    feedback: QgsProcessingFeedback,
    variables: Mapping[str, str] | None = None,
    worded: Callable[[str], str] = str,
) -> dict[str, Any]:
    """Run ``interpreter arguments`` until it ends and return the fields of its result line.

    Parameters
    ----------
    interpreter
        The Python to start, in an environment without what QGIS left in its own.
    arguments
        Its arguments; the child has to stop when its standard input ends.
    run_folder
        The folder it starts in, where nothing lies that Python could import. Its standard error goes there, as a file:
        a full pipe would stop the child, and the user can read it later.
    feedback
        Told the progress, the log and the warnings; asked whether to stop.
    variables
        More environment variables for the child.
    worded
        Puts what the child says into the words of the one who reads it.

    Raises
    ------
    QgsProcessingException
        The child cannot be started, reported an error, died, or the user cancelled; it has ended in every case.
    """
    errors = run_folder / STDERR_NAME
    process = QProcess()
    process.setProgram(interpreter)
    process.setArguments(arguments)
    process.setWorkingDirectory(str(run_folder))
    process.setProcessEnvironment(_child_environment(variables or {}))
    process.setStandardErrorFile(str(errors))
    process.start(QIODevice.OpenModeFlag.ReadWrite)
    if not process.waitForStarted(START_TIMEOUT_MS):
        raise QgsProcessingException(
            f"The worker's interpreter {interpreter} cannot be started ({process.errorString()}); "
            "run Set Up Python Environment again or name another interpreter in the options of SOC Map."
        )
    answers = _Answers(feedback, worded)
    try:
        while process.state() != QProcess.ProcessState.NotRunning:
            if feedback.isCanceled():
                raise QgsProcessingException("The job was cancelled; nothing was written under a final name.")
            # The second wait keeps this loop from spinning when the child has closed its output and works on.
            if not process.waitForReadyRead(POLL_MS):
                process.waitForFinished(POLL_MS)
            answers.take(bytes(process.readAllStandardOutput()))
        answers.take(bytes(process.readAllStandardOutput()))
    finally:
        _end(process)
    return _verdict(process, answers, errors)


def _child_environment(variables: Mapping[str, str]) -> QProcessEnvironment:
    # Not os.environ, which does not know what QGIS itself set after Python had started.
    inherited = QProcessEnvironment.systemEnvironment()
    environment = QProcessEnvironment()
    names = inherited.keys()
    cleaned = clean_environment({name: inherited.value(name) for name in names})
    for name, value in {**cleaned, **variables}.items():
        environment.insert(name, value)
    return environment


def _end(process: QProcess) -> None:
    """Ask the child to stop by ending its input, then make it stop; it is waited for, so no zombie remains."""
    if process.state() == QProcess.ProcessState.NotRunning:
        return
    process.closeWriteChannel()
    if not process.waitForFinished(GRACE_MS):
        process.kill()
        process.waitForFinished(-1)


def _verdict(process: QProcess, answers: _Answers, errors: Path) -> dict[str, Any]:
    if answers.error:
        raise QgsProcessingException(answers.error)
    crashed = process.exitStatus() == QProcess.ExitStatus.CrashExit
    if not crashed and process.exitCode() == 0 and len(answers.results) == 1:
        return answers.results[0]
    if not crashed and process.exitCode() == 0:
        ending = f"ended with {len(answers.results)} results instead of one"
    elif crashed and process.exitCode() == 9:
        ending = "was killed (signal 9, which the system sends when memory runs out)"
    elif crashed:
        ending = f"crashed (signal {process.exitCode()})"
    else:
        ending = f"died (exit code {process.exitCode()})"
    tail = _tail(errors)
    said = "its last lines were:\n" + "\n".join(tail) if tail else "it said nothing on standard error."
    raise QgsProcessingException(f"The worker {ending}; its files are in {errors.parent}; {said}")


def _tail(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - TAIL_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    lines = [line for line in text.splitlines() if line.strip() and not _HDF5_NOISE.match(line)][-TAIL_LINES:]
    # Of a traceback only what went wrong is for the dialog; the whole is in the file.
    return lines[-1:] if any(line.startswith((_TRACEBACK, _FRAME)) for line in lines) else lines


class _Answers:
    """Cuts what the child writes into lines and sorts them; `error` and `results` are for the verdict."""

    def __init__(self, feedback: QgsProcessingFeedback, worded: Callable[[str], str]) -> None:
        self._worded = worded
        self.error = ""
        self.results: list[dict[str, Any]] = []
        self._feedback = feedback
        self._pending = bytearray()
        self._discarding = False
        self._foreign_lines = 0
        self._text, self._text_time = "", -TEXT_INTERVAL_S

    def take(self, data: bytes) -> None:
        *lines, rest = data.split(b"\n")
        for line in lines:
            if not self._discarding:
                self._line(bytes(self._pending + line))
            self._pending.clear()
            self._discarding = False
        if not self._discarding:
            self._pending += rest
        if len(self._pending) > MAXIMUM_LINE_BYTES:
            self._pending.clear()
            self._discarding = True
            self._foreign(f"a line of more than {MAXIMUM_LINE_BYTES // 2**20} MB")

    def _line(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            answer = json.loads(line)
            kind = answer.pop("type")
            if kind == "progress":
                self._progress(float(answer["fraction"]), str(answer.get("message", "")))
            elif kind == "log":
                self._feedback.pushInfo(self._worded(str(answer["message"])))
            elif kind == "warning":
                self._feedback.pushWarning(self._worded(str(answer["message"])))
            elif kind == "error":
                self.error = (
                    self._worded(str(answer["message"])) or "The worker reported an error without saying which."
                )
            elif kind == "result":
                self.results.append(answer)
            else:
                self._foreign(line.decode("utf-8", "replace"))
        # What a library prints may be any text, also valid JSON of another shape.
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            self._foreign(line.decode("utf-8", "replace"))

    def _progress(self, fraction: float, text: str) -> None:
        if 0 <= fraction <= 1:  # also refuses nan
            self._feedback.setProgress(100 * fraction)
        now = time.monotonic()
        if text and text != self._text and now - self._text_time >= TEXT_INTERVAL_S:
            self._text, self._text_time = text, now
            self._feedback.setProgressText(text if len(text) <= TEXT_LENGTH else text[: TEXT_LENGTH - 1] + "…")

    def _foreign(self, text: str) -> None:
        self._foreign_lines += 1
        if self._foreign_lines <= MAXIMUM_FOREIGN_LINES:
            self._feedback.pushDebugInfo(text[:500])
        elif self._foreign_lines == MAXIMUM_FOREIGN_LINES + 1:
            self._feedback.pushDebugInfo("(further lines that are not the worker's are left out)")
