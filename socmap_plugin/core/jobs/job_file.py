"""Job files: a job as JSON, checked against its dataclass when it is read. Standard library only: QGIS imports it."""

from __future__ import annotations

import dataclasses
import json
import typing
from pathlib import Path
from typing import Any

from ..runtime.errors import InputError
from ..runtime.wording import shown
from ..settings.typed import decode
from .tasks import JOBS, Job

JOB_SCHEMA = 1


def write_job(job: Job, path: Path) -> None:
    """Write `job` as a JSON file that :func:`read_job` and ``python -m socmap_plugin.core`` read."""
    path.write_text(json.dumps(job_document(job), indent=1, allow_nan=False), encoding="utf-8")


def job_document(job: Job) -> dict[str, Any]:
    """Return what a job file holds."""
    return {"schema": JOB_SCHEMA, "task": job.task, **dataclasses.asdict(job)}


def read_job(path: Path) -> Job:
    """Read a job file.

    Raises
    ------
    InputError
        The file is not a job, is of a newer schema, or a field is missing, unknown, of the wrong type or out of range.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        said = shown(str(error))[1:-1]
        raise InputError(f"{path} is not a readable job file ({said}); write it again from QGIS.") from error
    if not isinstance(document, dict) or not isinstance(document.get("task"), str) or document["task"] not in JOBS:
        raise InputError(f"{path} names no known task; known are {', '.join(JOBS)}.")
    schema, task = document.pop("schema", None), document.pop("task")
    if schema != JOB_SCHEMA:
        said = shown(repr(schema))[1:-1]
        raise InputError(f"{path} has job schema {said}, this version reads {JOB_SCHEMA}; use matching versions.")
    return typing.cast(Job, decode(JOBS[task], document, task))
