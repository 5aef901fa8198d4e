"""The report of Build Patch Dataset: samples, covariates, what was dropped, correlations."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..covariates.covariate_list import BandSource
from ..covariates.lines import covariate_lines
from ..jobs.dataset import BuildDatasetJob
from ..raster.grid import Grid
from ..raster.known_files import describe
from ..raster.reading import thumbnail
from ..report import figures
from ..report.page import Report
from ..runtime.wording import number_of
from .patch_dataset import PatchDataset
from .provenance import provenance
from .reference_grid import METRES_A_DEGREE, reference_text
from .sample_sections import axis_labels, correlations, statistics
from .shared_pixels import pixel_sentence, place_sentences


def write_report(
    dataset: PatchDataset,
    dropped: dict[int, str],
    gaps: dict[str, int],
    suspicious: str,
    job: BuildDatasetJob,
    path: Path,
) -> None:
    """Write the report of a built dataset; `suspicious` says what is worth a look in its samples."""
    given = dataset.header["samples_given"]
    report = Report(
        f"Dataset report: {Path(job.dataset).stem}",
        f"{len(dataset)} of {given} samples, {number_of(dataset.covariates.count, 'variable')}, "
        f"patches of {dataset.window} x {dataset.window} pixels.",
    )
    report.text(reference_text(dataset.header.get("reference_layer", ""), dataset.grid, dataset.window))
    _samples(report, dataset)
    _dropped(report, dropped)
    report.subheading("Sample check")
    (report.warning if suspicious else report.text)(suspicious or "Nothing suspicious was found.")
    _covariates(report, dataset, gaps)
    _check(report, dataset)
    correlations(report, dataset)
    provenance(report, dataset, {"rasterio": rasterio.__version__, "numpy": np.__version__}, job)
    report.write(path)


def _samples(report: Report, dataset: PatchDataset) -> None:
    y, unit = dataset.target, dataset.target_unit
    report.heading("Samples")
    columns = ["Samples", f"Minimum ({unit})", f"Maximum ({unit})", f"Mean ({unit})", f"Median ({unit})"]
    values: list[float | int] = [len(y), y.min(), y.max(), y.mean(), float(np.median(y))]
    image: NDArray[np.float32] | None = None
    bounds: figures.Bounds | None = None
    if dataset.covariates.static:
        source = dataset.covariates.static[0].source
        grid, preview = describe(source.layer)[0], thumbnail(source)
        area = valid_area_km2(grid, np.isfinite(preview))
        columns.insert(0, "Samples per 100 km2")
        values.insert(0, 100 * len(y) / area if area else math.nan)
        a, b, _, d, e, _ = grid.transform
        if CRS.from_wkt(grid.crs_wkt) == CRS.from_wkt(dataset.grid.crs_wkt) and b == d == 0:
            image, bounds = preview[:: -1 if e > 0 else 1, :: -1 if a < 0 else 1], grid.bounds()  # north up
    report.table([*columns, f"Standard deviation ({unit})"], [[*values, float(y.std(ddof=1))]])
    report.note("As Table 5 of Zhang et al. (2022); the density refers to the valid area of the first static layer.")
    if sentence := pixel_sentence(dataset):
        report.text(sentence)
    for sentence in place_sentences(dataset):
        report.warning(sentence)
    statistics(report, dataset)
    over = "The samples, over the first static covariate." if image is not None else "The samples."
    picture = figures.sample_map(dataset.xy, y, f"target ({unit})", image, bounds, axis_labels(dataset))
    report.figure(picture, over)


def _dropped(report: Report, dropped: dict[int, str]) -> None:
    report.heading("Dropped samples")
    if dropped:
        report.table(("Reason", "Samples"), Counter(dropped.values()).most_common())
    else:
        report.text("None.")


def _covariates(report: Report, dataset: PatchDataset, gaps: dict[str, int]) -> None:
    report.heading("Covariates")
    report.items(covariate_lines(dataset.covariates))
    rows: list[tuple[object, ...]] = []
    for i, item in enumerate(dataset.covariates.static):
        centre = dataset.static[:, i, dataset.window // 2, dataset.window // 2]
        place = _source(item.source)
        rows.append((place, item.name, "", item.category, item.unit, *_range(centre), gaps[item.name]))
    for group, array in zip(dataset.covariates.temporal, dataset.temporal):
        for i, variable in enumerate(group.variables):
            known = variable.category, variable.unit
            for t, step in enumerate(group.steps):
                place, missing = _source(variable.sources[t]), gaps[f"{variable.name} ({step})"]
                rows.append((place, variable.name, step, *known, *_range(array[:, t, i]), missing))
    header = ("Layer, band", "Covariate", "Step", "Category", "Unit", "Minimum", "Maximum", "Gaps")
    report.table(header, rows, folded="Every band, with its values and gaps at the samples")
    report.note(
        "Minimum and maximum at the samples. Gaps: at how many samples a step is missing, which is interpolated along "
        "time, or neighbours of a static covariate are, which take the nearest value."
    )


def _check(report: Report, dataset: PatchDataset) -> None:
    report.subheading("Covariate check")
    findings = dataset.header.get("covariate_check", [])
    for finding in findings:
        (report.note if finding["information"] else report.warning)(finding["text"])
    if not findings:
        report.text("Nothing suspicious was found.")


def valid_area_km2(grid: Grid, valid: NDArray[np.bool_]) -> float:
    """Return the area in km2 of the part of a grid that holds values; spherical for a geographic CRS.

    Parameters
    ----------
    grid
        The grid.
    valid
        (height, width) of a preview, which covers the grid at any size: where there are values.
    """
    crs = CRS.from_wkt(grid.crs_wkt)
    width, height = grid.pixel_size
    area = width * height * grid.width * grid.height / valid.size * valid.sum(axis=1)
    if crs.is_geographic:
        _, ymin, _, ymax = grid.bounds()
        latitude = np.radians(np.linspace(ymax, ymin, len(area)))
        return float((area * np.cos(latitude)).sum() * METRES_A_DEGREE**2 / 1e6)
    return float(area.sum() * crs.linear_units_factor[1] ** 2 / 1e6)


def _source(source: BandSource) -> str:
    return f"{source.layer.name}, {source.band}"


def _range(values: NDArray[np.float32]) -> tuple[float, float]:
    return float(values.min()), float(values.max())
