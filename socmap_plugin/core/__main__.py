"""Runs a job file: ``python -m socmap_plugin.core job.json``. Speaks JSON lines on standard output.

Exit status: 0 after a result, 1 after an error, 3 after a cancel.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import TextIO

from .errors import Cancelled, SocmapError
from .jobs import read_job
from .progress import JsonLines

_TASKS = {
    "buildpatchdataset": ("build", "run"),
    "traincnnlstm": ("train", "run_network"),
    "trainrandomforest": ("train", "run_forest"),
    "crossvalidate": ("crossval", "run"),
    "predictsocraster": ("predict", "run"),
}
# Another program's libraries and data must not leak into this environment's.
_FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PROJ_", "GDAL_", "QT_", "LD_LIBRARY_PATH", "DYLD_")


def main(arguments: list[str] | None = None) -> int:
    """Run the job file named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m socmap_plugin.core", description="Run a SOC Map job file.")
    parser.add_argument("job", type=Path)
    parser.add_argument("--follow-stdin", action="store_true", help="stop when standard input is closed")
    options = parser.parse_args(arguments)
    for name in [name for name in os.environ if name.startswith(_FOREIGN)]:
        del os.environ[name]
    progress = JsonLines(_private_stdout())
    if options.follow_stdin:
        threading.Thread(target=_cancel_at_end_of_input, args=(progress,), daemon=True).start()
    try:
        job = read_job(options.job)
        module, function = _TASKS[job.task]
        run = getattr(importlib.import_module(f".{module}", __package__), function)
        progress.send("result", **run(job, progress))
    except Cancelled:
        return 3
    except SocmapError as error:
        progress.send("error", message=str(error))
        return 1
    except MemoryError:
        traceback.print_exc()
        progress.send(
            "error", message="The memory of this machine is used up; lower MEMORY_MB or close other programs."
        )
        return 1
    return 0


def _private_stdout() -> TextIO:
    """Keep standard output for JSON lines: what libraries print there goes to standard error."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return stream


def _cancel_at_end_of_input(progress: JsonLines) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    progress.cancel()


if __name__ == "__main__":
    sys.exit(main())
