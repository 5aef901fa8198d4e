"""The figures that several reports share, drawn without a display; every function returns a matplotlib Figure."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from .titles import title

Floats = NDArray[np.float64]
Bounds = tuple[float, float, float, float]

# Names of covariates and strata may be in any script; of these, whatever the computer has stands in for letters that
# matplotlib's own font lacks.
_MORE_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Droid Sans Fallback", "Microsoft YaHei", "SimHei",
    "PingFang SC", "Hiragino Sans GB", "Yu Gothic", "Malgun Gothic", "Noto Sans Ethiopic", "Nyala", "Arial Unicode MS",
)  # fmt: skip
_installed = {font.name for font in font_manager.fontManager.ttflist}
STYLE: dict[Any, Any] = {
    "text.parse_math": False,  # a covariate may be called anything, also "$x"
    "font.family": ["DejaVu Sans", *(name for name in _MORE_FONTS if name in _installed)],
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.labelsize": 9.0,
    "axes.titlesize": 10.0,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 8.0,
    "legend.fontsize": 8.0,
    "legend.frameon": False,
}
matplotlib.rcParams.update(STYLE)

WIDTH_IN = 7.6  # 760 pixels at the reports' resolution
LEAST_HEIGHT_IN = 2.1  # lower ones have no room for the label of the vertical axis
TALLEST_RAMP_IN = 3.6
RAMP, DIVERGING = "viridis", "RdBu"
# Of the palette of Okabe and Ito, which the colour-blind can tell apart; the two main ones also differ in lightness.
BLUE, ORANGE, GREEN, RED, PINK, GREY = "#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#9a9a9a"
DARK = "#333333"
COLOURS = {"cnnlstm": BLUE, "forest": ORANGE, "hybrid": GREEN, "mean": GREY, "kriging": PINK, "stack": DARK}
MOST_BARS = 40  # more are no longer read, and the picture would be longer than a page
MOST_TICKS = 16
NAME_LETTERS = 30  # of a line at the left of a panel


def panels(
    height_in: float, rows: int = 1, columns: int = 1, square: bool = False, **subplots: Any
) -> tuple[Figure, list[Any]]:
    """Return a figure as wide as a report, and its axes row by row; `square` where both axes have one scale."""
    size = WIDTH_IN, max(height_in, LEAST_HEIGHT_IN)
    figure = Figure(figsize=size, layout="compressed" if square else "constrained")
    return figure, list(figure.subplots(rows, columns, squeeze=False, **subplots).ravel())


def round_ticks(most: int, integer: bool = False) -> MaxNLocator:
    """Return ticks at round numbers, `most` intervals at most."""
    return MaxNLocator(most, integer=integer, steps=[1, 2, 2.5, 5, 10])


def colour(model: str) -> str:
    """Return the colour of a model, the same in all figures."""
    return COLOURS.get(model, RED)


def wrapped(text: str, letters: int = NAME_LETTERS, lines: int = 2) -> str:
    """Return a name in a few short lines; what is left of a very long one ends in an ellipsis."""
    return "\n".join(textwrap.wrap(text, letters, max_lines=lines, placeholder=" …")) or shortened(text, letters)


def shortened(text: str, letters: int = NAME_LETTERS) -> str:
    """Return a name in one line, its middle left out where it is long: names often differ at both ends."""
    line = " ".join(text.split()) or "(none)"
    half = (letters - 1) // 2
    return line if len(line) <= letters else f"{line[:half]}…{line[-half:]}"


def label_names(axis: Any, names: Sequence[str], what: str, letters: int = NAME_LETTERS, lines: int = 1) -> None:
    """Write names at the left of rows 0, 1, ... from the top, which `what` says in the plural."""
    fit = [shortened(name, letters) if lines == 1 else wrapped(name, letters, lines) for name in names]
    axis.set_yticks(range(len(names)), fit)
    axis.set_ylim(len(names) - 0.5, -0.5)
    axis.tick_params(axis="y", length=0)
    axis.set_ylabel(what)


def length_unit(largest_m: float) -> tuple[float, str]:
    """Return the factor and name of the unit in which metres up to `largest_m` are read best."""
    return (1e-3, "km") if largest_m >= 2000 else (1.0, "m")


def histogram(target: Floats, label: str) -> Figure:
    """Distribution of the (n,) values of the target; `label` says name and unit."""
    figure, (axis,) = panels(2.6)
    axis.hist(target, bins="auto" if np.ptp(target) > 0 else 1, color="#7a9e7e", edgecolor="white")
    axis.yaxis.set_major_locator(round_ticks(5, integer=True))
    axis.set_xlabel(label)
    axis.set_ylabel("samples")
    return figure


def map_panel(xy: Floats, axis_labels: tuple[str, str]) -> tuple[Figure, Any]:
    """Return a figure with one panel for a map of points, as high as their extent asks for.

    Parameters
    ----------
    xy
        (n, 2) coordinates in map units; in degrees where the first label says so.
    axis_labels
        Of x and y.
    """
    width, height = (float(side) or 1.0 for side in np.ptp(xy, axis=0))
    geographic = "degree" in axis_labels[0]
    stretch = 1 / max(np.cos(np.radians(float(xy[:, 1].mean()))), 0.1) if geographic else 1.0
    figure, (axis,) = panels(float(np.clip(0.7 + 5.6 * stretch * height / width, 2.6, 6.2)), square=True)
    axis.set_aspect(stretch, adjustable="datalim" if not 0.05 < stretch * height / width < 20 else "box")
    axis.ticklabel_format(style="plain", useOffset=False)
    axis.xaxis.set_major_locator(round_ticks(4))
    axis.yaxis.set_major_locator(round_ticks(5))
    axis.set(xlabel=axis_labels[0], ylabel=axis_labels[1])
    axis.spines[["top", "right"]].set_visible(True)
    return figure, axis


def point_size(count: int) -> float:
    """Return the size of a sample's mark in a figure of so many."""
    return float(np.clip(5000 / count, 6, 26))


def sample_map(
    xy: Floats,
    values: Floats,
    label: str,
    background: NDArray[np.float32] | None = None,
    bounds: Bounds | None = None,
    axis_labels: tuple[str, str] = ("x", "y"),
    diverging: bool = False,
) -> Figure:
    """Samples coloured by a value, over a grey image of the first covariate where there is one.

    Parameters
    ----------
    xy
        (n, 2) coordinates in map units.
    values
        (n,) values; `label` says name and unit.
    background, bounds
        (height, width) image, north up, and its (xmin, ymin, xmax, ymax).
    axis_labels
        Of x and y.
    diverging
        Whether 0 is the middle of the colours.
    """
    figure, axis = map_panel(xy, axis_labels)
    if background is not None and bounds is not None:
        extent = (bounds[0], bounds[2], bounds[1], bounds[3])
        axis.imshow(background, cmap="Greys", alpha=0.6, extent=extent, aspect=axis.get_aspect())
    # One value in fifty may lie beyond the ends of the ramp, lest an outlier bleach all the others.
    low, high = (float(limit) for limit in np.percentile(values, (1, 99)))
    reach = max(abs(low), abs(high)) or 1.0
    limits = {"vmin": -reach, "vmax": reach} if diverging else {"vmin": low, "vmax": high if high > low else low + 1}
    points = axis.scatter(
        *xy.T,
        c=values,
        s=point_size(len(xy)),
        cmap=DIVERGING if diverging else RAMP,
        edgecolors="black",
        linewidths=0.3,
        **limits,
    )
    figure.colorbar(points, ax=axis, label=label, shrink=0.8, extend="both")
    return figure


def correlation_bars(correlations: Mapping[str, float]) -> Figure:
    """Correlation of the target with static covariates, the strongest first; the paper's Figure 7 a."""
    names = sorted(correlations, key=lambda name: -abs(correlations[name]))[:MOST_BARS]
    values = np.array([correlations[name] for name in names])
    figure, (axis,) = panels(0.9 + 0.2 * len(names))
    bars = axis.barh(range(len(names)), values, height=0.7, color=np.where(values < 0, "#b2432f", "#2f6fa8"))
    axis.bar_label(bars, [f"{value:.2f}".replace("-0.00", "0.00") for value in values], padding=3, fontsize=7)
    axis.axvline(0, color="black", linewidth=0.6)
    axis.spines["left"].set_visible(False)
    axis.set_xlim(-1.08, 1.08)  # room for a number at the end of a full bar
    label_names(axis, names, "static covariates", letters=44)
    axis.set_xlabel("correlation with the target")
    return figure


def correlation_table(correlations: Floats, variables: Sequence[str], steps: Sequence[str]) -> Figure:
    """Correlation of the target with every temporal variable and step, the paper's Figure 7 b.

    Of many variables the strongest are drawn, in their order; `correlations` is (variables, steps).
    """
    kept = np.sort(np.argsort(-np.abs(correlations).max(axis=1), kind="stable")[:MOST_BARS])
    correlations = correlations[kept]
    figure, (axis,) = panels(1.0 + 0.26 * len(kept))
    image = axis.imshow(correlations, cmap=DIVERGING, vmin=-1, vmax=1, aspect="auto")
    axis.spines[:].set_visible(False)
    label_names(axis, [variables[i] for i in kept], "temporal covariates")
    label_steps(axis, steps)
    if len(steps) <= 12:
        for i, j in itertools.product(*map(range, correlations.shape)):
            dark = abs(correlations[i, j]) > 0.6
            text = f"{correlations[i, j]:.2f}"
            axis.text(j, i, text, ha="center", va="center", fontsize=7, color="white" if dark else "black")
    shrink = min(1.0, TALLEST_RAMP_IN / figure.get_figheight())
    figure.colorbar(image, ax=axis, label="correlation with the target", shrink=shrink, anchor=(0, 1))
    return figure


def label_steps(axis: Any, steps: Sequence[str]) -> None:
    """Write the steps of a sequence below columns 0, 1, ...; of many every second, third and so on."""
    shown = range(0, len(steps), -(-len(steps) // MOST_TICKS))
    long = max(len(steps[i]) for i in shown) * len(shown) > 80  # letters that fit into a line
    axis.set_xticks(list(shown), [shortened(steps[i], 16) for i in shown], rotation=90 if long else 0)
    axis.set_xlabel("step of the sequence")


def learning_curves(train: Floats, validation: Floats, best: NDArray[np.int64]) -> Figure:
    """Loss by epoch: (epochs, M) training and validation errors, and where each member was best."""
    figure, (axis,) = panels(3.2)
    epochs = np.arange(1, len(train) + 1)
    for losses, shade, label in ((train, "#bbbbbb", "training"), (validation, BLUE, "validation")):
        lines = axis.plot(epochs, losses, color=shade, linewidth=0.8)
        lines[0].set_label(label)
    axis.plot(best, validation[best - 1, np.arange(len(best))], "o", color=RED, markersize=4, label="best epoch")
    loss_scale(axis)
    axis.xaxis.set_major_locator(round_ticks(10, integer=True))
    axis.set_xlabel("epoch")
    axis.legend()
    return figure


def loss_scale(axis: Any) -> None:
    """Make the vertical axis one of losses."""
    axis.set_yscale("log")
    for ticks in (axis.yaxis.set_major_formatter, axis.yaxis.set_minor_formatter):
        ticks("{x:.2g}")  # matplotlib's own labels are formulas
    axis.tick_params(axis="y", which="minor", labelsize=7)
    axis.set_ylabel("mean squared error (scaled)")


def observed_predicted(
    observed: Floats, predicted: Mapping[str, Floats], unit: str, notes: Mapping[str, str] | None = None
) -> Figure:
    """Observed against predicted with the 1:1 line, one panel a model.

    Parameters
    ----------
    observed
        (n,) in `unit`.
    predicted
        By model, (n,) in `unit`.
    notes
        By model, what is written into its panel.
    """
    columns = min(len(predicted), 3) if len(predicted) != 4 else 2
    rows = -(-len(predicted) // columns)
    side = (WIDTH_IN - 0.8) / max(columns, 2)
    figure, axes = panels(rows * (side + 0.5), rows, columns, square=True)
    everything = np.concatenate([observed, *predicted.values()])
    margin = 0.04 * float(np.ptp(everything)) or 1.0
    limits = float(everything.min()) - margin, float(everything.max()) + margin
    for axis in axes[len(predicted) :]:
        axis.remove()
    for axis, (name, values) in zip(axes, predicted.items()):
        axis.plot(limits, limits, color="black", linewidth=0.8, label="1:1")
        axis.scatter(
            values, observed, s=0.5 * point_size(len(observed)), alpha=0.6, color=colour(name), edgecolors="none"
        )
        axis.set(xlim=limits, ylim=limits, title=title(name), xlabel=f"predicted ({unit})", ylabel=f"observed ({unit})")
        axis.set_aspect("equal")
        for scale in (axis.xaxis, axis.yaxis):
            scale.set_major_locator(round_ticks(5))
        if notes:
            axis.text(0.03, 0.97, notes.get(name, ""), transform=axis.transAxes, va="top", fontsize=8)
    axes[0].legend(loc="lower right")
    return figure
