"""Check Samples: what cannot be right of samples, or is worth a look, named sample by sample; nothing is removed."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..covariates.covariate_list import BandSource
from ..jobs.inputs import Mask, RasterLayer, SampleTable
from ..jobs.soils import CheckSamplesJob
from ..jobs.tasks import input_files
from ..raster.grid import Grid
from ..raster.input_files import files_behind
from ..raster.known_files import Files
from ..raster.projection import place_on
from ..raster.reading import NativeStack
from ..runtime.errors import InputError
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from ..runtime.wording import shown
from ..settings.sample_rules import (
    AT_SEA,
    DUPLICATE,
    EXCHANGED,
    IMPOSSIBLE,
    MOST_DEVIATIONS,
    ORIGIN,
    OUTSIDE,
    REACH_PX,
    REMOTE,
    SEVERAL,
    UNIT,
)
from .area import Inside, Polygons, check_area, inside_any
from .sample_dates import check_dates
from .sample_findings import SampleFinding, in_order, log_findings, samples_with, summary, write_findings
from .sample_places import check_outliers, check_places
from .sample_points import SamplePoints, points_of
from .sample_values import check_values, values_of
from .surroundings import check_neighbours, check_residuals

MISPLACED = (EXCHANGED, ORIGIN, OUTSIDE, AT_SEA, REMOTE)  # what lies around them is not what lay around the sample
WRONG = (IMPOSSIBLE, UNIT)  # values that say nothing of their neighbours

Floats = NDArray[np.float64]


def run(job: CheckSamplesJob, progress: Progress) -> dict[str, Any]:
    """Check the samples of a job, and write what was found and the report.

    Raises
    ------
    InputError
        There are no samples, their CRS or that of the area cannot be read, a raster cannot be opened, or the day of the
        check is none.
    """
    if not job.samples.ids:
        raise InputError(f"The samples layer {job.samples.layer!r} has no samples; select some or clear the filter.")
    if job.dates and len(job.dates) != len(job.samples.ids):
        raise InputError(f"{len(job.dates)} dates of {len(job.samples.ids)} samples are given; give one a sample.")
    with claimed([job.findings], [job.report], files_behind(input_files(job))) as claims:
        findings = check(job, progress)
        log_findings(findings, job.samples, progress)
        progress.log(summary(findings, len(job.samples.ids)))
        with claims.whole(job.findings, job.report) as (found, report):
            write_findings(findings, job.samples, job.deviations, found)
            if job.report:
                from .check_report import write_report

                write_report(job, findings, report)
    return {
        "findings_file": job.findings,
        "findings": len(findings),
        "samples_with_findings": len(samples_with(findings)),
        "report": job.report,
        "crs_wkt": job.samples.crs_wkt,
    }


def check(job: CheckSamplesJob, progress: Progress) -> list[SampleFinding]:
    """Return what is found of the samples of a job, by rule and sample."""
    dated = check_dates(job.dates, _day(job.today))
    if not job.covariates:
        return in_order(dated + _found(job.samples, job.target_unit, job.target_expression, job.deviations, job.area))
    with Files() as files:
        grids = [files.of(layer).grid for layer in dict.fromkeys(job.covariates)]
        progress.report(0.1, "covariates at the samples")
        points = points_of(job.samples)
        read = _covariates(points, job.samples, job.covariates, files)
        progress.report(0.5, "checks")
        found = _found(job.samples, job.target_unit, job.target_expression, job.deviations, job.area, grids, read)
    without = int((points.placed & ~np.isfinite(read.values).all(axis=1)).sum())
    if without:
        progress.log(
            f"{without} of {len(job.samples.ids)} samples have no value in some covariate; they are not compared with "
            "what covariates make expected."
        )
    return in_order(dated + found)


def check_sentence(table: SampleTable, unit: str, expression: str) -> str:
    """Say what samples show by themselves that is worth a look, and where to learn more; '' if there is nothing.

    Build Patch Dataset names texts and samples at one place itself, and more exactly; these are left out.

    Parameters
    ----------
    table
        The samples.
    unit, expression
        Of their target.
    """
    numbers = values_of(table)
    target = tuple(None if np.isnan(number) else float(number) for number in numbers)
    known = check_by_themselves(dataclasses.replace(table, target=target), unit, expression)
    findings = [one for one in known if one.rule not in (DUPLICATE, SEVERAL)]
    if not findings:
        return ""
    return f"{summary(findings, len(table.ids))} Run Check Samples to see which samples these are, and what to do."


def check_by_themselves(table: SampleTable, unit: str, expression: str) -> list[SampleFinding]:
    """Return what is found of samples by themselves, without covariates and area.

    Parameters
    ----------
    table
        The samples.
    unit, expression
        Of their target.
    """
    return in_order(_found(table, unit, expression, MOST_DEVIATIONS))


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text) if text else datetime.date.today()
    except ValueError as error:
        raise InputError(f"The field today is {shown(text)}; give a day such as 2026-11-25.") from error


class _Read:
    """What covariates are at samples: (n, bands) `values`, nan where there is none, and (n,) whether any is `near`."""

    def __init__(self, values: Floats, near: NDArray[np.bool_]) -> None:
        self.values, self.near = values, near


def _found(
    table: SampleTable,
    unit: str,
    expression: str,
    deviations: float,
    area: Mask | None = None,
    grids: Sequence[Grid] = (),
    read: _Read | None = None,
) -> list[SampleFinding]:
    points, values = points_of(table), values_of(table)
    found = check_values(table, points, values, unit, expression) + check_places(table, points, values, unit)
    polygons = None if area is None else Polygons(area)
    inside: Inside | None = None
    if polygons is not None:

        def inside(x: Floats, y: Floats) -> NDArray[np.bool_]:
            return polygons.contain(x, y, points.crs)

    elif grids:
        inside = inside_any(grids, points.crs)
    outliers = check_outliers(points, inside)
    exchanged = _mask(len(values), outliers, (EXCHANGED,))
    outside = [] if polygons is None else check_area(points, polygons, exchanged)
    outside += [] if read is None else _at_sea(points, read, exchanged | _mask(len(values), outside, (OUTSIDE,)))
    known = samples_with(outside)
    found += outside + [one for one in outliers if one.rule != REMOTE or one.sample not in known]
    spoilt = _mask(len(values), found, (*MISPLACED, *WRONG))
    right = np.where(spoilt, np.nan, values)
    found += check_neighbours(points, right, unit, deviations)
    return found if read is None else found + check_residuals(right, read.values, unit, deviations)


def _mask(count: int, findings: Sequence[SampleFinding], rules: Sequence[str]) -> NDArray[np.bool_]:
    mask = np.zeros(count, np.bool_)
    mask[[one.sample for one in findings if one.rule in rules and one.sample >= 0]] = True
    return mask


def _covariates(points: SamplePoints, table: SampleTable, layers: Sequence[RasterLayer], files: Files) -> _Read:
    """Read all bands at the samples; where there is none, look a few pixels around."""
    sources = [BandSource(layer, band.index) for layer in dict.fromkeys(layers) for band in files.of(layer).bands]
    values = np.full((len(points.xy), len(sources)), np.nan)
    near = np.zeros(len(points.xy), np.bool_)
    rows = np.flatnonzero(points.placed)
    with NativeStack(sources, table.crs_wkt, files) as stack:
        pixels = [
            grid.pixel(*place_on(points.xy[rows, 0], points.xy[rows, 1], points.crs, grid)) for grid in stack.grids
        ]
        read, valid = stack.read_pixels(pixels, len(rows))
        values[rows] = np.where(valid, read, np.nan)
        near[rows] = valid.any(axis=1)
        bare = np.flatnonzero(~near[rows])
        for down in range(-REACH_PX, REACH_PX + 1):
            for across in range(-REACH_PX, REACH_PX + 1):
                beside = [(row[bare] + down, col[bare] + across) for row, col in pixels]
                near[rows[bare]] |= stack.read_pixels(beside, len(bare))[1].any(axis=1)
    return _Read(values, near)


def _at_sea(points: SamplePoints, read: _Read, skip: NDArray[np.bool_]) -> list[SampleFinding]:
    text = f"No covariate has a value at the sample or within {REACH_PX} pixels around it."
    return [SampleFinding(i, AT_SEA, "none", text) for i in np.flatnonzero(points.placed & ~read.near & ~skip).tolist()]
