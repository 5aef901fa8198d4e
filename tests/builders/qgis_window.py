"""A real QGIS on a virtual screen that maps a model by way of its dialog."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.builders.places import ROOT

SCRIPT = ROOT / "tests/e2e/in_window.py"
TOOLS = ROOT / "tools"
SCREEN = "-screen 0 1400x900x24"


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
    environment
        Variables with which QGIS has the plugin and the worker's interpreter.
    folder
        For what the window is told and what it finds.
    parameters
        Of the algorithm.
    cancel_at
        What the log says (a regular expression) when the user cancels and starts again, empty for never.
    limit_s
        How long all of it may take.
    """
    job, found = folder / "window.json", folder / "found.json"
    told = {"parameters": dict(parameters), "cancel_at": cancel_at, "found": str(found)}
    job.write_text(json.dumps(told), encoding="utf-8")
    variables = {name: value for name, value in environment.items() if name != "QT_QPA_PLATFORM"}
    command = ["xvfb-run", "--auto-servernum", f"--server-args={SCREEN}", "qgis", "--nologo", "--noversioncheck"]
    done = subprocess.run(
        [*command, "--lang", "en", "--code", str(SCRIPT)],
        env={**variables, "SOCMAP_WINDOW_JOB": str(job), "PYTHONPATH": str(TOOLS)},
        capture_output=True,
        text=True,
        timeout=limit_s,
        check=False,
    )
    if not found.exists():
        raise RuntimeError(f"QGIS ended with status {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
    return json.loads(found.read_text(encoding="utf-8"))
