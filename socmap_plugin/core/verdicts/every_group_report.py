"""The picture and the report of Map Every Group."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from ..covariates.covariate_list import BandSource
from ..jobs.inputs import RasterLayer
from ..raster.reading import thumbnail
from ..report import figures
from ..report.page import Report
from ..report.titles import title
from .every_group import GroupMap

PICTURE_DPI = 200
CUT = (0.02, 0.98)  # of the values of all maps: the ends of the ramp


def write_picture(maps: Sequence[GroupMap], unit: str, path: Path) -> None:
    """Write all maps in one picture."""
    _figure(maps, unit).savefig(path, format="png", dpi=PICTURE_DPI, metadata={"Software": None})


def write_report(maps: Sequence[GroupMap], unit: str, path: Path) -> None:
    """Write the report: the picture and a table."""
    models, groups = _named([own.model for own in maps]), _named([own.group for own in maps])
    report = Report(
        "Maps of every group of covariates",
        f"{len(maps)} maps: {', '.join(map(title, models))}, each with {len(groups)} groups of covariates.",
    )
    report.figure(_figure(maps, unit), "All maps with one ramp, as Figure 9 of Zhang et al. (2022).")
    report.items(f"group {number}: {group}" for number, group in enumerate(groups, start=1))
    rows = []
    for own in maps:
        values = _values(own)
        there = values[np.isfinite(values)]
        rows.append((title(own.model), own.number, own.rmse, float(there.mean()), float(there.std()), own.path.name))
    report.table(("Model", "Group", f"Validation RMSE ({unit})", "Mean of the map", "Its SD", "File"), rows)
    report.note(
        "The validation error decides when training stops and so favours the model; which group is best, "
        "Cross-Validate says."
    )
    report.write(path)


def _named(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _values(own: GroupMap) -> np.ndarray:
    """Return a map at a reduced size, (height, width)."""
    return np.asarray(thumbnail(BandSource(RasterLayer(own.path.stem, str(own.path)), 1)), np.float64)


def _figure(maps: Sequence[GroupMap], unit: str) -> Figure:
    models, groups = _named([own.model for own in maps]), _named([own.group for own in maps])
    pictures = [_values(own) for own in maps]
    everything = np.concatenate([values[np.isfinite(values)] for values in pictures])
    low, high = (float(limit) for limit in np.quantile(everything, CUT))
    height, width = pictures[0].shape
    side = (figures.WIDTH_IN - 1.2) / max(len(groups), 2)
    figure, axes = figures.panels(len(models) * (side * height / width + 0.35), len(models), len(groups))
    for axis, own, values in zip(axes, maps, pictures):
        image = axis.imshow(values, cmap=figures.RAMP, vmin=low, vmax=high if high > low else low + 1)
        axis.set(xticks=[], yticks=[])
        axis.spines[:].set_visible(False)
        if own.model == models[0]:
            axis.set_title(figures.wrapped(own.group, max(90 // len(groups), 12), 3), fontsize=8)
        if own.number == 1:
            axis.set_ylabel(title(own.model))
    figure.colorbar(image, ax=axes, label=f"soil organic carbon ({unit})", shrink=0.7, extend="both")
    return figure
