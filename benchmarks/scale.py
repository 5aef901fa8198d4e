"""How time and memory of a cross-validation grow with the samples, beside a plain loop over its networks.

Five folds of one repeat with all 130 variables of the paper, ensembles of five networks, the forest, the mean, and the
importance of every variable, in a worker of its own. The loop is the one of :mod:`.train`, with the rows of the same
networks; its ratio is of the time that one network takes for an epoch.

``python -m benchmarks.scale --help`` says how to measure other numbers of samples.
"""

from __future__ import annotations

import argparse
import dataclasses
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.build import KB_A_MB, LAUNCHER
from benchmarks.predict_stack import ROOT
from benchmarks.protocol import landscape
from benchmarks.train import loop_seconds, our_seconds
from socmap_plugin.core.dataset import patch_dataset as dataset_file
from socmap_plugin.core.dataset.build import run as build_dataset
from socmap_plugin.core.dataset.patch_dataset import PatchDataset
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.job_file import write_job
from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.network.members import ensemble_members
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.splits.folds import Folds, stratified_folds
from tests.core.conftest import landscape_job

SAMPLES = (300, 2_000, 20_000)
FOLDS, SIDE_PX = 5, 600  # so many pixels that no two of the samples share many
LOOP_NETWORKS, LOOP_EPOCHS = 2, 3  # enough for its time to settle


def measure(samples: Sequence[int] = SAMPLES) -> dict[str, float]:
    """Print a table and return seconds, the peak of the worker's memory, and how much faster than the loop we train."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="socmap-bench-") as folder:
        for count in samples:
            place = Path(folder) / str(count)
            place.mkdir()
            build = landscape_job(landscape(SIDE_PX), place, count)
            build_dataset(build, Progress())
            dataset = dataset_file.load(Path(build.dataset))
            seconds, memory_mb = _cross_validated(place, build.dataset, dataset.covariates.categories)
            faster = _vs_loop(dataset)
            print(f"{count:6} samples: {seconds:7.1f} s, {memory_mb:5.0f} MB, {faster:.1f} times the loop", flush=True)
            figures |= {
                f"cv_seconds_{count}": seconds,
                f"cv_peak_memory_mb_{count}": memory_mb,
                f"scale_vs_loop_{count}": faster,
            }
    return figures


def _cross_validated(place: Path, dataset: str, categories: Sequence[str]) -> tuple[float, float]:
    """Return the seconds of a worker that cross-validates, and the peak of its memory in MB."""
    outputs = (str(place / name) for name in ("metrics.csv", "predictions.csv", "report.html", "importance.csv"))
    job = CrossValidateJob(
        dataset,
        *outputs,
        models=("cnnlstm", "forest", "mean"),
        covariate_groups=",".join(categories),
        folds=FOLDS,
        repeats=1,
    )
    write_job(job, place / "job.json")
    command = [sys.executable, "-c", LAUNCHER, sys.executable, "-m", "socmap_plugin.core", str(place / "job.json")]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The worker ended with status {done.returncode}.")
    return time.perf_counter() - started, float(done.stdout) / KB_A_MB


def _vs_loop(dataset: PatchDataset) -> float:
    """Return how often the loop's time of a network and epoch is ours, with all networks of the cross-validation."""
    settings = dataclasses.replace(TrainingSettings(), epochs=LOOP_EPOCHS, patience=LOOP_EPOCHS, augment=False)
    folds = stratified_folds(dataset.strata, dataset.pixel_group, FOLDS, 1, seed=1)
    members = [
        member
        for fold, (train, _) in enumerate(Folds(folds).split())
        for member in ensemble_members(np.asarray(train), dataset, settings, 0, fold)
    ]
    return loop_seconds(dataset, members[:LOOP_NETWORKS], settings) / our_seconds(dataset, members, settings)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description="Measure how the time grows.")
    parser.add_argument("samples", nargs="*", type=int, default=SAMPLES, help="numbers of samples")
    print(measure(**vars(parser.parse_args())))


if __name__ == "__main__":
    _main()
