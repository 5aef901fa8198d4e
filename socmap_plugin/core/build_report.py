"""The report of Build Patch Dataset: samples, covariates, what was dropped, correlations."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS

from . import figures
from .covariates import BandSource, listed
from .dataset import PatchDataset
from .grid import Grid
from .jobs import BuildDatasetJob
from .rasters import describe, thumbnail
from .report import Number, Report, decimals_for, fixed, provenance

METRES_A_DEGREE = 111_320.0
SMALL_STRATUM = 5  # samples: below this no statistic of a stratum means anything
MOST_STRATA = 20


def write_report(
    dataset: PatchDataset, dropped: dict[int, str], gaps: dict[str, int], job: BuildDatasetJob, path: Path
) -> None:
    """Write the report of a built dataset."""
    given = dataset.header["samples_given"]
    report = Report(
        "Patch dataset",
        f"{len(dataset)} of {given} samples, {dataset.covariates.count} variables, "
        f"patches of {dataset.window} x {dataset.window} pixels.",
    )
    _samples(report, dataset)
    _dropped(report, dropped)
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
    shared = len(y) - len(np.unique(dataset.pixel_group))
    if shared:
        report.text(f"{shared} samples share their pixel of the reference grid with another; folds keep them together.")
    statistics(report, dataset)
    over = "The samples, over the first static covariate." if image is not None else "The samples."
    picture = figures.sample_map(dataset.xy, y, f"target ({unit})", image, bounds, axis_labels(dataset))
    report.figure(picture, over)


def statistics(report: Report, dataset: PatchDataset) -> None:
    """Add how the target is distributed, overall and by stratum."""
    y, unit = dataset.target, dataset.target_unit
    decimals = decimals_for(float(y.std()) or 1.0)
    parts = [("all", np.ones(len(y), np.bool_)), *strata_rows(dataset)]
    rows = [(name, *_moments(y[members], decimals)) for name, members in parts]
    header = ("Samples", "n", "Minimum", "Quartile 1", "Median", "Quartile 3", "Maximum", "Mean", "SD", "Skewness")
    report.table(header, rows)
    report.note(
        f"In {unit or 'the unit of the target'}, by stratum where there are strata. SD is the standard deviation; "
        "a skewness above 1 means a long tail of large values, for which LOG_TARGET may help."
    )
    report.figure(figures.histogram(y, f"target ({unit})"), "Distribution of the target.")


def strata_rows(dataset: PatchDataset) -> list[tuple[str, NDArray[np.bool_]]]:
    """Return names of strata and masks (n,) of their samples, the largest first; empty where there is one stratum.

    Strata of less than :data:`SMALL_STRATUM` samples, and those after the first :data:`MOST_STRATA`, are one row.
    """
    names, inverse, counts = np.unique(dataset.strata, return_inverse=True, return_counts=True)
    if len(names) < 2:
        return []
    order = np.argsort(-counts, kind="stable")
    kept = [i for i in order if counts[i] >= SMALL_STRATUM][:MOST_STRATA]
    rest = [i for i in order if i not in kept]
    if len(rest) == 1:  # a row of its own says more than "others"
        kept, rest = [*kept, rest[0]], []
    rows = [(str(names[i]) or "(none)", inverse == i) for i in kept]
    if rest:
        joined = listed([str(names[i]) or "(none)" for i in rest], most=5)
        rows.append((f"{len(rest)} small strata together: {joined}", np.isin(inverse, rest)))
    return rows


def axis_labels(dataset: PatchDataset) -> tuple[str, str]:
    """Return labels with units for the axes of a map in the CRS of the dataset."""
    crs = CRS.from_wkt(dataset.grid.crs_wkt)
    if crs.is_geographic:
        return "longitude (degrees)", "latitude (degrees)"
    unit = {"metre": "m", "meter": "m"}.get(crs.linear_units.lower(), crs.linear_units)
    return f"easting ({unit})", f"northing ({unit})"


def _dropped(report: Report, dropped: dict[int, str]) -> None:
    report.heading("Dropped samples")
    if dropped:
        report.table(("Reason", "Samples"), Counter(dropped.values()).most_common())
    else:
        report.text("None.")


def _covariates(report: Report, dataset: PatchDataset, gaps: dict[str, int]) -> None:
    report.heading("Covariates")
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
    report.table(("Layer, band", "Covariate", "Step", "Category", "Unit", "Minimum", "Maximum", "Gaps"), rows)
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


def correlations(report: Report, dataset: PatchDataset) -> None:
    """Add the correlations of the target with the covariates at the samples."""
    report.heading("Correlation with the target")
    centre = dataset.static[:, :, dataset.window // 2, dataset.window // 2]
    if dataset.covariates.static:
        bars = {
            item.name: float(correlation(centre[:, [i]], dataset.target)[0])
            for i, item in enumerate(dataset.covariates.static)
        }
        caption = f"Static covariates at the sample (as the paper's Figure 7 a){_strongest(len(bars))}."
        report.figure(figures.correlation_bars(bars), caption)
    for group, array in zip(dataset.covariates.temporal, dataset.temporal):
        table = np.stack([correlation(array[:, t], dataset.target) for t in range(len(group.steps))], axis=1)
        names = [variable.name for variable in group.variables]
        caption = f"Temporal covariates by step (as the paper's Figure 7 b){_strongest(len(names))}."
        report.figure(figures.correlation_table(table, names, group.steps), caption)


def correlation(values: NDArray[np.float32], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Pearson's correlation of every column of (n, k) with (n,); 0 for a constant column."""
    one = values.astype(np.float64) - values.mean(axis=0, dtype=np.float64)
    other = target - target.mean()
    scale = np.sqrt((one**2).sum(axis=0) * (other**2).sum())
    product = (one * other[:, None]).sum(axis=0)
    return np.divide(product, scale, out=np.zeros_like(product), where=scale > 0)


def valid_area_km2(grid: Grid, valid: NDArray[np.bool_]) -> float:
    """Return the area of the valid share of a grid, of which `valid` is a preview; spherical for a geographic CRS."""
    crs = CRS.from_wkt(grid.crs_wkt)
    width, height = grid.pixel_size
    area = width * height * grid.width * grid.height / valid.size * valid.sum(axis=1)
    if crs.is_geographic:
        _, ymin, _, ymax = grid.bounds()
        latitude = np.radians(np.linspace(ymax, ymin, len(area)))
        return float((area * np.cos(latitude)).sum() * METRES_A_DEGREE**2 / 1e6)
    return float(area.sum() * crs.linear_units_factor[1] ** 2 / 1e6)


def _strongest(count: int) -> str:
    return f", the {figures.MOST_BARS} strongest of {count}" if count > figures.MOST_BARS else ""


def _moments(y: NDArray[np.float64], decimals: int) -> tuple[int | Number, ...]:
    """Return count, quartiles from minimum to maximum, mean, standard deviation and skewness."""
    spread = float(y.std(ddof=1)) if len(y) > 1 else math.nan
    third = float(np.mean((y - y.mean()) ** 3))
    skewness = third / float(y.std()) ** 3 if y.std() > 0 else math.nan
    values = (*np.percentile(y, (0, 25, 50, 75, 100)), y.mean(), spread)
    return len(y), *(fixed(float(value), decimals) for value in values), fixed(skewness, 2)


def _source(source: BandSource) -> str:
    return f"{source.layer.name}, {source.band}"


def _range(values: NDArray[np.float32]) -> tuple[float, float]:
    return float(values.min()), float(values.max())
