"""Where the numbers of a report come from: samples, files, versions, and the job that gives them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..jobs.dataset import BuildDatasetJob
from ..jobs.job_file import job_document
from ..jobs.tasks import Job
from ..report.page import Report
from .patch_dataset import PatchDataset

LARGEST_HASHED_BYTES = 2**30  # of all files together: a report shall not read for minutes
MOST_ENTRIES = 60  # of a list, and
FOLDED_ROWS = 4  # of files: more are opened with a click
MOST_LETTERS = 1000  # of a text, in the job file as the report shows it


def provenance(report: Report, dataset: PatchDataset, versions: dict[str, str], job: Job) -> None:
    """Add where the numbers come from, down to the job that gives them again."""
    report.heading("Provenance")
    header = dataset.header
    settings = getattr(job, "settings", None)
    report.table(
        ("What", "Value"),
        [
            ("samples layer", header.get("samples_layer", "")),
            ("target", f"{header.get('target_expression', '')} in {dataset.target_unit}"),
            ("samples used", f"{len(dataset)} of {header.get('samples_given', len(dataset))}"),
            ("window", f"{dataset.window} x {dataset.window} pixels"),
            *([("seed", str(settings.seed))] if settings is not None else []),
            *((f"version of {name}", version) for name, version in versions.items()),
        ],
    )
    simulated = [name for name in dataset.covariates.labels() if "simulated" in name.lower()]
    if simulated:
        report.note(
            f"{len(simulated)} of the {dataset.covariates.count} variables are simulated, as their names say; accuracy "
            "and map show how the method works, not what real series would give."
        )
    report.text("The files that the numbers were made from, as they were when this report was written:")
    files = file_hashes(input_files(job))
    report.table(("File", "SHA-256"), files, folded="" if len(files) < FOLDED_ROWS else f"{len(files)} files")
    document = job_document(job)
    document.pop("samples", None)
    folded = "The job file, without the samples" if isinstance(job, BuildDatasetJob) else "The job file"
    report.code(json.dumps(_shortened(document), ensure_ascii=False), folded)


def input_files(job: Job) -> list[str]:
    """Return the files that a job reads, each once."""
    if isinstance(job, BuildDatasetJob):
        reference = (job.reference,) if job.reference else ()
        return list(dict.fromkeys(layer.path for layer in (*job.static, *job.temporal, *reference)))
    return [job.dataset] if hasattr(job, "dataset") else []


def file_hashes(paths: Sequence[str], largest: int = LARGEST_HASHED_BYTES) -> list[tuple[str, str]]:
    """Return file names and SHA-256 sums, or why there is no sum; nothing more than `largest` bytes is read in all."""
    rows, left = [], largest
    for path in map(Path, paths):
        try:
            size = path.stat().st_size
            if size > left:
                rows.append((path.name, f"not computed, the file is large ({size / 1e6:,.0f} MB)"))
                continue
            left -= size
            with open(path, "rb") as stream:
                rows.append((path.name, hashlib.file_digest(stream, "sha256").hexdigest()))
        except (OSError, ValueError) as error:  # a null byte in a path is a ValueError
            rows.append((path.name, f"not readable ({getattr(error, 'strerror', None) or error})"))
    return rows


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shortened(item) for name, item in value.items()}
    if isinstance(value, (tuple, list)):
        if len(value) > MOST_ENTRIES:
            return f"({len(value)} entries, left out here)"
        return [_shortened(item) for item in value]
    if isinstance(value, str) and len(value) > MOST_LETTERS:
        return f"({len(value)} letters, left out here)"
    return value
