"""Job files: a job as JSON, checked against its dataclass when it is read. Standard library only: QGIS imports it."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from pathlib import Path
from typing import Any

from ..runtime.errors import InputError
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
        The file is not a job, is of a newer schema, or a field is missing, unknown or of the wrong type.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} is not a readable job file ({error}); write it again from QGIS.") from error
    if not isinstance(document, dict) or document.get("task") not in JOBS:
        raise InputError(f"{path} names no known task; known are {', '.join(JOBS)}.")
    schema, task = document.pop("schema", None), document.pop("task")
    if schema != JOB_SCHEMA:
        raise InputError(f"{path} has job schema {schema!r}, this version reads {JOB_SCHEMA}; use matching versions.")
    return typing.cast(Job, _decode(JOBS[task], document, task))


def _decode(kind: Any, value: Any, where: str) -> Any:
    """Check `value` from JSON against the type `kind` and give it that type."""
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(kind, value, where)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        for choice in arguments:
            try:
                return _decode(choice, value, where)
            except InputError:
                continue
    elif origin is tuple and isinstance(value, list):
        return tuple(_decode(arguments[0], item, f"{where}[{i}]") for i, item in enumerate(value))
    elif origin is dict and isinstance(value, dict):
        return {key: _decode(arguments[1], item, f"{where}.{key}") for key, item in value.items()}
    elif kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    elif kind is type(None) and value is None:
        return None
    elif isinstance(kind, type) and type(value) is kind:
        return value
    raise InputError(f"The job field {where} is {value!r}, which is not of the type {kind}; write the job file again.")


def _decode_dataclass(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise InputError(f"The job field {where} is {value!r}, which is not an object; write the job file again.")
    fields = {item.name: item for item in dataclasses.fields(kind)}
    missing = [
        name
        for name, item in fields.items()
        if name not in value and item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
    ]
    unknown = sorted(set(value) - set(fields))
    if missing or unknown:
        raise InputError(f"The job field {where} lacks {missing} and has unknown {unknown}; write the job file again.")
    hints = typing.get_type_hints(kind)
    return kind(**{name: _decode(hints[name], item, f"{where}.{name}") for name, item in value.items()})
