"""How long the paper's whole protocol takes, from the dataset file to the report, in a worker of its own.

308 samples, 10 static covariates and 12 variables of ten years (130 variables), four groups of covariates, ten times
five folds, one network a fold with early stopping, a forest of 500 trees, and the mean.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from socmap_plugin.core.dataset.build import run as build_dataset
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.job_file import write_job
from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import landscapes
from tests.core.conftest import landscape_job

SAMPLES = 308
STATIC = ("precipitation", "slope", "tri", "roughness", "vrm", "tpi", "spi")  # beside the landscape's own three
TEMPORAL = (
    *("mid_greenup", "maturity", "peak", "senescence", "mid_greendown", "dormancy"),
    *("num_cycles", "evi_amplitude", "evi_minimum", "evi_mean"),  # beside the landscape's own two
)
SHOWN_EVERY_S = 15.0


def measure() -> dict[str, float]:
    """Print how the run went on and return its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        build = landscape_job(landscape(), place, SAMPLES)
        build_dataset(build, Progress())
        job = CrossValidateJob(
            build.dataset,
            str(place / "metrics.csv"),
            str(place / "predictions.csv"),
            str(place / "report.html"),
            str(place / "importance.csv"),
            models=("cnnlstm", "forest", "mean"),
            settings=TrainingSettings(members=1),
        )
        write_job(job, place / "job.json")
        started = time.perf_counter()
        _run(place / "job.json")
        seconds = time.perf_counter() - started
    print(f"the whole protocol: {seconds:.0f} s")
    return {"protocol_s": seconds}


def landscape(size: int = 120) -> landscapes.Landscape:
    """Return the landscape that needs context, with covariates that mean nothing up to the paper's number."""
    landscape = landscapes.context_landscape(1, size)
    rng = np.random.default_rng(9)
    cells = next(iter(landscape.temporal.values())).shape
    return dataclasses.replace(
        landscape,
        static=landscape.static | {name: rng.standard_normal(landscape.truth.shape, np.float32) for name in STATIC},
        temporal=landscape.temporal | {name: rng.standard_normal(cells, np.float32) for name in TEMPORAL},
    )


def _run(job: Path) -> None:
    last = time.perf_counter()
    command = [sys.executable, "-m", "socmap_plugin.core", str(job)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        for line in worker.stdout or ():
            said = json.loads(line)
            if said["type"] != "progress":
                print(" ", said.get("message") or said.get("verdict"), flush=True)
            elif time.perf_counter() - last > SHOWN_EVERY_S:
                last = time.perf_counter()
                print(f"  {said['fraction']:4.0%}  {said['message']}", flush=True)
    if worker.returncode:
        raise SystemExit(f"The worker ended with status {worker.returncode}.")
