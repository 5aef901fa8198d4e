"""The samples of a dataset: which can be used, where they fall, and why others are dropped."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..jobs.dataset import MINIMUM_SAMPLES
from ..jobs.inputs import SampleTable
from ..plausibility import target_texts
from ..raster.grid import Grid
from ..raster.projection import parse_crs, project
from ..runtime.errors import InputError
from ..runtime.numbers import LARGEST, number_in
from ..runtime.progress import Progress
from ..settings.sample_rules import LARGEST_SOC
from .sample_places import OUTSIDE, SWAPPED, inside_when_swapped, refuse_all_outside, refuse_local, turned


@dataclass
class Samples:
    """The samples still in play; every array has one entry a sample.

    Attributes
    ----------
    index
        (n,) positions in the table of the job.
    target
        (n,) in the unit of the job.
    x, y
        (n,) coordinates in the CRS of the table, in that of the reference grid once they are placed on it.
    row, col
        (n,) pixels of the reference grid; zeros before.
    """

    index: NDArray[np.int64]
    target: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    row: NDArray[np.int64]
    col: NDArray[np.int64]

    def keep(self, kept: NDArray[np.bool_]) -> Samples:
        """Return the samples that `kept`, (n,), is true for."""
        return Samples(*(getattr(self, name)[kept] for name in ("index", "target", "x", "y", "row", "col")))


def check_table(table: SampleTable) -> None:
    """Refuse columns that do not belong together, as a job file written by hand may hold.

    Raises
    ------
    InputError
        A column is longer or shorter than the ids.
    """
    optional = {"strata": table.strata, "feature_ids": table.feature_ids}
    columns = {
        "x": table.x,
        "y": table.y,
        "target": table.target,
        **{name: column for name, column in optional.items() if column},
    }
    for name, column in columns.items():
        if len(column) != len(table.ids):
            raise InputError(
                f"The samples have {len(table.ids)} ids and {len(column)} values of {name}; give one a sample."
            )


def with_target(table: SampleTable, dropped: dict[int, str]) -> Samples:
    """Return the samples whose target is a finite number that can be one; the reasons of the others go to `dropped`."""
    values = np.full(len(table.ids), np.nan)
    for i, value in enumerate(table.target):
        reason = ""
        if value is None:
            reason = "the target is NULL"
        else:
            found = number_in(value) if isinstance(value, str) else float(value)
            if found is None:
                reason = target_texts.reason(str(value))
            else:
                values[i] = found
                reason = _unlike_a_measurement(found)
        if reason:
            dropped[i] = reason
    x, y = np.array(table.x), np.array(table.y)
    for position in np.flatnonzero(~(np.isfinite(x) & np.isfinite(y))).tolist():
        dropped.setdefault(position, "the sample has no coordinates")
    index = np.array([i for i in range(len(table.ids)) if i not in dropped], np.int64)
    none = np.zeros(len(index), np.int64)
    return Samples(index, values[index], x[index], y[index], none, none)


def _unlike_a_measurement(target: float) -> str:
    if not math.isfinite(target):
        return "the target is not finite"
    return f"the target is beyond {LARGEST:g}, as no measurement is" if abs(target) > LARGEST else ""


def on_grid(samples: Samples, table: SampleTable, grid: Grid, dropped: dict[int, str]) -> Samples:
    """Return the samples inside a grid, with coordinates in its CRS; the reasons of the others go to `dropped`.

    Raises
    ------
    InputError
        The table's CRS cannot be read, or no sample is inside.
    """
    owner, own = f"The samples layer {table.layer!r}", CRS.from_wkt(grid.crs_wkt)
    crs = parse_crs(table.crs_wkt, owner)
    refuse_local(crs, own, owner)
    refuse_local(own, crs, "The reference grid")
    given = samples.x, samples.y
    samples.x, samples.y = project(*given, crs, own)
    samples.x = turned(samples.x, grid)
    placed = np.isfinite(samples.x) & np.isfinite(samples.y)
    inside = placed.copy()
    samples.row, samples.col = np.zeros_like(samples.index), np.zeros_like(samples.index)
    samples.row[placed], samples.col[placed] = grid.pixel(samples.x[placed], samples.y[placed])
    inside[placed] = grid.contains(samples.row[placed], samples.col[placed])
    swapped = ~inside & inside_when_swapped(*given, crs, grid)
    for position, exchanged in zip(samples.index[~inside].tolist(), swapped[~inside].tolist()):
        dropped[position] = SWAPPED if exchanged else OUTSIDE
    if len(inside) and not inside.any():
        refuse_all_outside(table, samples.x, samples.y, swapped, grid)
    return samples.keep(inside)


def refuse_too_few(table: SampleTable, kept: int, dropped: dict[int, str]) -> None:
    """Refuse to go on with fewer samples than folds and validation rows can be drawn from."""
    if kept >= MINIMUM_SAMPLES:
        return
    by_reason = _by_reason(dropped)
    reasons = "; ".join(f"{reason}: {len(rows)} ({_shown(table, rows, reason)})" for reason, rows in by_reason.items())
    raise InputError(
        f"Only {kept} of {len(table.ids)} samples can be used, at least {MINIMUM_SAMPLES} are needed"
        f"{' (' + reasons + ')' if reasons else ''}; {_advice(table, by_reason)}."
    )


def _by_reason(dropped: dict[int, str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for i, reason in sorted(dropped.items()):
        rows.setdefault(reason, []).append(i)
    return rows


def _shown(table: SampleTable, rows: list[int], reason: str) -> str:
    """Return the values that are no numbers, where the reason is that, and the first of the samples."""
    texts = _texts(table, rows) if reason in target_texts.REASONS else []
    first = ", ".join(table.ids[i] for i in rows[:3]) + (", ..." if len(rows) > 3 else "")
    return (f"{target_texts.quoted(texts)}; " if texts else "") + f"sample {first}"


def _texts(table: SampleTable, rows: list[int]) -> list[str]:
    return [str(table.target[i]) for i in rows]


def _rewritten(table: SampleTable, by_reason: dict[str, list[int]]) -> str:
    """Say what to write for the field whose texts are no numbers, '' where nothing makes numbers of them."""
    texts = [text for reason in target_texts.REASONS for text in _texts(table, by_reason.get(reason, []))]
    expression = target_texts.remedy(texts, table.target_field) if table.target_field else ""
    return f'write {expression} for "{table.target_field}" in TARGET' if expression else ""


def _advice(table: SampleTable, by_reason: dict[str, list[int]]) -> str:
    """Say what gives more samples, by what was seen of those that cannot be used."""
    advice = [_rewritten(table, by_reason)]
    reasons = " ".join(by_reason)
    if not advice[0] and "the target" in reasons:
        advice.append("choose a TARGET that gives a number at more samples")
    if SWAPPED in by_reason:
        advice.append("exchange x and y of the samples that are inside then")
    if OUTSIDE in by_reason:
        advice.append("give rasters that reach further")
    if "is missing at" in reasons:
        advice.append("leave out covariates that are missing there")
    return ", or ".join([*filter(None, advice), "add samples"])


def check_target(samples: Samples, unit: str, progress: Progress) -> None:
    """Refuse a constant target; warn of one that cannot be soil organic carbon in `unit`."""
    if np.ptp(samples.target) == 0:
        raise InputError(
            f"The target is {samples.target[0]:g} at all {len(samples.target)} samples, so there is nothing to learn; "
            "correct TARGET."
        )
    least, most = samples.target.min(), samples.target.max()
    if least < 0 or most > LARGEST_SOC.get(unit, math.inf):
        usual = f"from 0 to about {LARGEST_SOC[unit]} {unit}" if unit in LARGEST_SOC else "not below 0"
        progress.warn(
            f"The target is from {least:.4g} to {most:.4g} {unit}; soil organic carbon is {usual}, so check UNIT and "
            "TARGET."
        )


def strata_of(samples: Samples, table: SampleTable, progress: Progress) -> NDArray[np.str_]:
    """Return the stratum of every sample, (n,) text, '' without one; say how many have none where others do."""
    if not table.strata:
        return np.full(len(samples.index), "")
    strata = np.array([table.strata[i] for i in samples.index], np.str_)
    without, count = int((strata == "").sum()), len(strata)
    if without == count:
        progress.warn(
            f"None of the {count} samples has a value in STRATA, so folds are drawn without strata; choose another "
            "field to have them balanced, or none."
        )
    elif without:
        progress.log(
            f"{without} of {count} samples have no value in STRATA; they are a stratum of their own, called (none)."
        )
    return strata


def warn_of_dropped(table: SampleTable, dropped: dict[int, str], progress: Progress) -> None:
    """Say how many samples were dropped for which reason, and the first of them."""
    by_reason = _by_reason(dropped)
    for reason, rows in by_reason.items():
        progress.warn(f"{len(rows)} of {len(table.ids)} samples dropped: {reason} ({_shown(table, rows, reason)}).")
    if any("is missing at" in reason for reason in by_reason):
        progress.log("DROPPED shows where they are: go on without them, or give rasters that have values there.")
    if rewritten := _rewritten(table, by_reason):
        half = target_texts.BELOW_DETECTION in by_reason
        progress.warn(f"To keep samples whose target is a text, {rewritten}{', which takes half the limit' * half}.")
