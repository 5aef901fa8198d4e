"""The sections on the samples that several reports share: distribution, strata, correlation with the covariates."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..report import figures
from ..report.page import Number, Report, decimals_for, fixed
from ..runtime.wording import listed
from ..settings.labels import quoted
from .patch_dataset import PatchDataset

SMALL_STRATUM = 5  # samples: below this no statistic of a stratum means anything
MOST_STRATA = 20


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
        "a skewness above 1 means a long tail of large values, whose logarithm is then learnt where "
        f"{quoted('log_target')} is auto."
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


def _strongest(count: int) -> str:
    return f", the {figures.MOST_BARS} strongest of {count}" if count > figures.MOST_BARS else ""


def _moments(y: NDArray[np.float64], decimals: int) -> tuple[int | Number, ...]:
    """Return count, quartiles from minimum to maximum, mean, standard deviation and skewness."""
    spread = float(y.std(ddof=1)) if len(y) > 1 else math.nan
    third = float(np.mean((y - y.mean()) ** 3))
    skewness = third / float(y.std()) ** 3 if y.std() > 0 else math.nan
    values = (*np.percentile(y, (0, 25, 50, 75, 100)), y.mean(), spread)
    return len(y), *(fixed(float(value), decimals) for value in values), fixed(skewness, 2)
