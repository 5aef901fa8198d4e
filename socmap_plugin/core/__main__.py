"""Runs a job file: ``python -m socmap_plugin.core job.json``. Speaks JSON lines on standard output."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from .jobs.job_file import read_job
from .runtime import child_process
from .runtime.progress import JsonLines, Progress

# Imported when its job comes: Build Patch Dataset does not wait for torch.
_TASKS = {
    "buildpatchdataset": ("dataset.build", "run"),
    "listcovariates": ("dataset.list_covariates", "run"),
    "traincnnlstm": ("models.train", "run_network"),
    "trainrandomforest": ("models.train", "run_forest"),
    "crossvalidate": ("crossval.run", "run"),
    "predictsocraster": ("mapping.run", "run"),
    "importphenology": ("satellite.phenology", "run"),
    "annualevi": ("satellite.evi", "run"),
    "terraincovariates": ("terrain.run", "run"),
    "validatemap": ("verdicts.validate", "run"),
    "comparemaps": ("verdicts.compare", "run"),
    "mapeverygroup": ("verdicts.every_group", "run"),
    "zonalstock": ("totals.run", "run"),
    "proposesamples": ("sampling.run", "run"),
    "mapdocument": ("document.run", "run"),
    "harmonizedepths": ("profiles.harmonize", "run"),
    "socstock": ("stocks.points", "run"),
    "socstockmap": ("stocks.rasters", "run"),
    "checksamples": ("plausibility.check_samples", "run"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run the job file named on the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m socmap_plugin.core", description="Run a SOC Map job file.")
    parser.add_argument("job", type=Path)
    parser.add_argument("--follow-stdin", action="store_true", help="stop when standard input is closed")
    options = parser.parse_args(arguments)
    for name in set(os.environ) - set(child_process.clean_environment(os.environ)):
        del os.environ[name]
    # Threads that wait must not spin: beside another busy program that doubles the time of a training.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # CUDA promises the same bits with it only
    progress = JsonLines(_private_stdout())
    child_process.end_when_told(progress, by_stdin=options.follow_stdin)
    return child_process.run(progress, lambda: run_file(options.job, progress), options.job.absolute().parent)


def run_file(path: Path, progress: Progress) -> dict[str, Any]:
    """Run a job file and return its result."""
    job = read_job(path)
    progress.report(0, "starting")
    module, function = _TASKS[job.task]
    return dict(getattr(importlib.import_module(f".{module}", __package__), function)(job, progress))


def _private_stdout() -> TextIO:
    """Keep standard output for JSON lines: what libraries print there goes to standard error."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return stream


if __name__ == "__main__":
    status = main()
    sys.stderr.flush()
    os._exit(status)  # every file is closed; torch would take a second to take itself down, and a cancel may not
