"""A real QGIS on a virtual screen that does the steps of a script; one script maps a model by way of its dialog."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.builders.places import ROOT

SCRIPTS = ROOT / "tests/e2e"
TOOLS = ROOT / "tools"
SCREEN = "-screen 0 1400x900x24"


class Window(NamedTuple):
    """How a window ended: its exit status, what its script found, and everything it said on its two outputs."""

    code: int
    found: dict[str, Any]
    said: str

    def has_ended_well(self) -> None:
        """Refuse a window that crashed or complained."""
        assert self.code == 0, self.said
        assert "Traceback" not in self.said, self.said


def run_in_window(
    script: str, environment: Mapping[str, str], folder: Path, told: Mapping[str, Any], limit_s: float = 300
) -> Window:
    """Start QGIS with a script of tests/e2e, wait until it has closed, and return what came of it.

    Parameters
    ----------
    script
        Its name; it reads the JSON file that ``SOCMAP_WINDOW_JOB`` names and writes what it found.
    environment
        Variables with which QGIS has the plugin and the worker's interpreter.
    folder
        For what the window is told and what it finds.
    told
        What the script needs to know; ``found`` is added, the file for what it finds.
    limit_s
        How long all of it may take.

    Raises
    ------
    RuntimeError
        The script did not come to its end, or the window not to its own.
    """
    job, found = folder / "window.json", folder / "found.json"
    found.unlink(missing_ok=True)
    job.write_text(json.dumps({**told, "found": str(found)}), encoding="utf-8")
    variables = {name: value for name, value in environment.items() if name != "QT_QPA_PLATFORM"}
    command = ["xvfb-run", "--auto-servernum", f"--server-args={SCREEN}", "qgis", "--nologo", "--noversioncheck"]
    # In a group of its own, because xvfb-run would leave a window behind that hangs.
    process = subprocess.Popen(
        [*command, "--lang", "en", "--code", str(SCRIPTS / script)],
        env={**variables, "SOCMAP_WINDOW_JOB": str(job), "PYTHONPATH": str(TOOLS)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=limit_s)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
        raise RuntimeError(f"QGIS was still there after {limit_s} s: {said[-2000:]}") from None
    if not found.exists():
        raise RuntimeError(f"QGIS ended with status {process.returncode}: {said[-2000:]}")
    return Window(process.returncode, json.loads(found.read_text(encoding="utf-8")), said)


def map_in_window(
    environment: Mapping[str, str],
    folder: Path,
    parameters: Mapping[str, Any],
    cancel_at: str = "",
    limit_s: float = 300,
) -> dict[str, Any]:
    """Run Predict SOC Raster from its dialog and return what ``in_window.py`` found.

    Parameters
    ----------
    environment, folder, limit_s
        As for `run_in_window`.
    parameters
        Of the algorithm.
    cancel_at
        What the log says (a regular expression) when the user cancels and starts again, empty for never.
    """
    told = {"parameters": dict(parameters), "cancel_at": cancel_at}
    return run_in_window("in_window.py", environment, folder, told, limit_s).found
