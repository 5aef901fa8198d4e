"""Map Every Group: maps of all models and groups of covariates beside each other, Figure 9 of Zhang et al. (2022)."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..covariates.covariate_list import covariate_groups
from ..dataset import patch_dataset
from ..jobs.mapping import PredictJob
from ..jobs.models import NO_CALIBRATION, TrainForestJob, TrainNetworkJob
from ..jobs.tasks import files_in_folder, input_files
from ..jobs.verdicts import MOST_GROUPS, MapEveryGroupJob
from ..mapping import run as mapping
from ..models import train
from ..raster.input_files import files_behind
from ..report.titles import title
from ..runtime.errors import InputError
from ..runtime.outputs import claimed
from ..runtime.progress import Progress

TRAINED = 0.7  # of the progress of a map


@dataclass(frozen=True)
class GroupMap:
    """A map that was made: of which model and group, where it is, and the validation error of its model."""

    model: str
    group: str
    number: int
    path: Path
    rmse: float


def run(job: MapEveryGroupJob, progress: Progress) -> dict[str, Any]:
    """Train and map every model of a job with every group of covariates, and write maps, picture and report.

    Raises
    ------
    InputError
        There are no models, too many groups, or one that is not known.
    """
    dataset = patch_dataset.load(Path(job.dataset))
    groups = covariate_groups(dataset.covariates, job.covariate_groups)
    if not job.models or len(groups) > MOST_GROUPS:
        raise InputError(
            f"{len(job.models)} models and {len(groups)} groups of covariates are named; give 1 or 2 models and at "
            f"most {MOST_GROUPS} groups."
        )
    recorded = [source.layer.path for source in dataset.covariates.sources()]
    inputs = files_behind([*input_files(job), *recorded])
    names = [f"{model}_{number}" for model in job.models for number in range(1, len(groups) + 1)]
    results = {Path(path).stem: path for path in files_in_folder(job)}
    with claimed([results[name] for name in names], (job.picture, job.report), inputs, job.folder) as claims:
        scratch = claims.of(results[names[0]]).folder()
        wanted = [(model, group, own) for model in job.models for group, own in groups.items()]
        made = []
        for place, ((model, group, categories), name) in enumerate(zip(wanted, names)):
            part = progress.part(0.97 * place / len(names), 0.97 * (place + 1) / len(names), f"{title(model)}, {group}")
            number = place % len(groups) + 1
            made.append(_made(job, model, group, number, categories, scratch / f"every_{name}", part))
        with claims.whole(*(results[name] for name in names), job.picture, job.report) as files:
            *maps, picture, report = files
            for own, file in zip(made, maps):
                os.replace(own.path, file)
            made = [dataclasses.replace(own, path=file) for own, file in zip(made, maps)]
            from .every_group_report import write_picture, write_report

            progress.report(0.98, "picture")
            if job.picture:
                write_picture(made, dataset.target_unit, picture)
            if job.report:
                write_report(made, dataset.target_unit, report)
    listed = [Path(results[name]).name for name in names]
    return {"folder": job.folder, "files": listed, "picture": job.picture, "report": job.report}


def _made(
    job: MapEveryGroupJob,
    model: str,
    group: str,
    number: int,
    categories: tuple[str, ...],
    place: Path,
    progress: Progress,
) -> GroupMap:
    """Train one model and map it, both in files whose names begin as `place`, of which the map stays."""
    model_file, soc_map = place.with_suffix(".socmodel"), place.with_suffix(".tif")
    training = progress.part(0, TRAINED)
    if model == "forest":
        forest = dataclasses.replace(job.forest, categories=categories)
        tree_job = TrainForestJob(job.dataset, str(model_file), settings=forest, calibration=NO_CALIBRATION)
        found = train.run_forest(tree_job, training)
    else:
        settings = dataclasses.replace(job.settings, categories=categories)
        network_job = TrainNetworkJob(job.dataset, str(model_file), settings=settings, calibration=NO_CALIBRATION)
        found = train.run_network(network_job, training)
    device = job.settings.device
    predict = PredictJob(
        str(model_file), str(soc_map), extent=job.extent, mask=job.mask, device=device, memory_mb=job.memory_mb
    )
    mapping.run(predict, progress.part(TRAINED, 1))
    model_file.unlink()
    return GroupMap(model, group, number, soc_map, float(found["rmse_validation"]))
