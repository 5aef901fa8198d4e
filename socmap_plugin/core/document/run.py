"""Map Document: a map's checks, its metadata, a copy that carries them, and what a layout says of it."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rasterio.shutil
from rasterio._err import CPLE_BaseError

from ..jobs.areas import MapDocumentJob
from ..jobs.tasks import input_files
from ..raster.cog import Write, cog_writer, copy_as_cog
from ..raster.input_files import files_behind
from ..raster.known_files import describe
from ..raster.opening import READ_ERRORS, open_raster
from ..runtime.errors import InputError, OutputError
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from .iso import abstract, printable, record
from .map_checks import FAIL, PASS, checked, crs_name, write_checks
from .map_facts import MapFacts, read_facts
from .sentences import Accuracy, Made, read_accuracy

_LINKED = ".vrt"  # of the file that lends the map's pixels to the copy


def run(job: MapDocumentJob, progress: Progress) -> dict[str, Any]:
    """Check the map of a job and write what is asked for.

    Raises
    ------
    InputError
        The map has no value, a layer cannot be read, or the measures are not those of its model.
    """
    if job.width and (job.lower is None or job.upper is None):
        raise InputError("WIDTH is the upper minus the lower limit, and one is not given; give both, or no WIDTH.")
    optional = [job.metadata, job.copy, job.width]
    with claimed([job.checks], optional, files_behind(input_files(job))) as claims:
        made = _made(job)
        with claims.whole(job.checks, *optional) as (table, metadata, copy, width):
            with _width_writer(job, width) as write:
                facts = read_facts(job, write, progress.part(0, 0.7))
            unit = job.words.unit or facts.unit
            accuracy = read_accuracy(job.validation, unit, made) if job.validation else None
            method = job.words.method or (made.sentence if made is not None else "")
            said = job.words.accuracy or (accuracy.sentence if accuracy is not None else "")
            checks = checked(job, facts, said)
            write_checks(checks, table)
            if job.metadata:
                names = made.covariates if made is not None else ()
                name = Path(job.copy or job.map.path).name
                document = record(job.words, unit, facts, method, names, _stated(accuracy, said), checks, name)
                document.write(metadata, encoding="utf-8", xml_declaration=True)
            if job.copy:
                progress.report(0.7, "copy with metadata")
                _write_copy(job, _tags(job, unit, method, said, made), facts, copy)
    for check in checks:
        if check.outcome == FAIL:
            progress.warn(f"Check of {check.name} failed: {check.found}; expected: {check.expected} ({check.source}).")
    passed = sum(check.outcome == PASS for check in checks)
    progress.log(f"{passed} of {sum(check.outcome in (PASS, FAIL) for check in checks)} checks passed.")
    return {
        "passed": passed,
        "failed": sum(check.outcome == FAIL for check in checks),
        "unit": unit,
        "method": method,
        "accuracy": said,
        "abstract": abstract(job.words, unit, method, said),
        "covariates": list(made.covariates) if made is not None else [],
        "crs": crs_name(facts.grid.crs_wkt),
        "numbers": _numbers(facts),
    }


def _made(job: MapDocumentJob) -> Made | None:
    if not job.model:
        return None
    from .method import made_by

    return made_by(job.model)


def _stated(accuracy: Accuracy | None, said: str) -> Accuracy | None:
    if accuracy is None or not said:
        return accuracy
    return dataclasses.replace(accuracy, sentence=said)


def _numbers(facts: MapFacts) -> dict[str, float]:
    """Return what a layout says in numbers, without those that are not known."""
    found = {"minimum": facts.minimum, "mean": facts.mean, "maximum": facts.maximum, "mean_width": facts.mean_width}
    if facts.inside + facts.outside:
        found["inside_share"] = facts.inside / (facts.inside + facts.outside)
    return {name: value for name, value in found.items() if value == value}  # JSON knows no NaN


def _tags(job: MapDocumentJob, unit: str, method: str, accuracy: str, made: Made | None) -> dict[str, str]:
    """Return the metadata of the copy: the tags that TIFF has for them, and the others under names that say what."""
    words = job.words
    tags = {
        "TIFFTAG_DOCUMENTNAME": words.title,
        "TIFFTAG_IMAGEDESCRIPTION": abstract(words, unit, method, accuracy),
        "TIFFTAG_ARTIST": words.contact,
        "TIFFTAG_COPYRIGHT": words.licence,
        "TIFFTAG_SOFTWARE": words.software,
        "TITLE": words.title, "DEPTH": words.depth, "UNIT": unit, "PERIOD": words.period, "METHOD": method,
        "ACCURACY": accuracy, "COVARIATES": ", ".join(made.covariates) if made is not None else "",
        "SOURCES": words.sources, "LICENCE": words.licence,
        "CONTACT": " ".join(filter(None, (words.contact, words.email))), "VERSION": words.version, "DATE": words.date,
    }  # fmt: skip
    return {name: printable(text) for name, text in tags.items() if text}


@contextlib.contextmanager
def _width_writer(job: MapDocumentJob, path: Path) -> Iterator[Write | None]:
    if not job.width:
        yield None
        return
    label = "width of the prediction interval: upper minus lower limit"
    grid, bands = describe(job.map)
    with cog_writer(path, grid, [label], job.words.unit or bands[0].unit) as write:
        yield write


def _write_copy(job: MapDocumentJob, tags: dict[str, str], facts: MapFacts, path: Path) -> None:
    """Write the map, pixels and all that its file says, with more tags; the map itself is only read."""
    linked = path.with_name(path.name + _LINKED)
    try:
        with open_raster(job.map.path) as source:
            rasterio.shutil.copy(source, linked, driver="VRT")
        with open_raster(linked, "r+") as virtual:
            virtual.update_tags(**tags)
        with open_raster(linked) as virtual:
            copy_as_cog(virtual, path, facts.grid)
    except (*READ_ERRORS, CPLE_BaseError) as error:
        raise OutputError(
            f"{Path(job.copy).name} cannot be written ({error}); free some space or choose another place."
        ) from error
    finally:
        linked.unlink(missing_ok=True)
