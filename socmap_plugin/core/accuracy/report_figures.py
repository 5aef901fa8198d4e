"""The figures of the report of Cross-Validate; every function returns a matplotlib Figure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ..report.figures import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    RAMP,
    RED,
    Floats,
    colour,
    label_names,
    label_steps,
    length_unit,
    loss_scale,
    map_panel,
    panels,
    point_size,
    round_ticks,
    wrapped,
)
from ..report.titles import title

Whole = NDArray[np.int64]
BY_GROUP = Mapping[str, Mapping[str, Sequence[float]]]  # values by covariate group and model

MOST_EFFECTS = 25
FEW_PANELS = 3  # side by side: more leave room for few numbers below
FEW = 5  # values that are shown one by one, without a box around them
STILL_TRAINING = 0.1  # share of the networks below which a curve is no longer that of all
MOST_BINS = 60
FOLD_COLOURS = (BLUE, ORANGE, GREEN, "#cc79a7", RED, "#56b4e9", "#d6c414", "#333333")
FOLD_MARKS = "os^DvPX*"


def distance_curves(prediction_m: Floats, schemes: Mapping[str, Floats]) -> Figure:
    """Cumulative distributions of nearest distances: of the map from the samples, of test from training samples.

    Parameters
    ----------
    prediction_m
        (m,) metres from pixels of the map.
    schemes
        By name, (repeats n,) metres from test samples.
    """
    largest = max(float(values.max()) for values in (prediction_m, *schemes.values()))
    factor, unit = length_unit(largest)
    figure, (axis,) = panels(3.2)
    looks = (("-", BLUE), ("--", RED), ("-.", GREEN))
    lines = [("pixels of the map to their nearest sample", prediction_m, "-", "black", 2.2)]
    lines += [(name, values, *look, 1.6) for (name, values), look in zip(schemes.items(), looks)]
    for name, values, dashes, shade, width in lines:
        ordered = factor * np.sort(values)
        share = np.arange(1, len(ordered) + 1) / len(ordered)
        axis.step(np.r_[0, ordered], np.r_[0, share], where="post", ls=dashes, color=shade, lw=width, label=name)
    axis.set(xlim=(0, factor * largest * 1.02), ylim=(0, 1.02), ylabel="share of the distances")
    axis.set_xlabel(f"distance to the nearest sample that a model may learn from ({unit})")
    axis.legend(loc="lower right")
    return figure


def score_boxes(scores: Mapping[str, BY_GROUP]) -> Figure:
    """Box plots of measures over the repeats by covariate group and model, the paper's Figure 8 a and b.

    Parameters
    ----------
    scores
        By the label of a measure: its values by group and model; one panel a measure.
    """

    def draw(axis: Any, values: Sequence[float], row: float, height: float, shade: str) -> None:
        finite = np.array(values)[np.isfinite(values)]
        if len(finite) >= FEW:
            axis.boxplot(
                [finite],
                positions=[row],
                widths=[height],
                orientation="horizontal",
                patch_artist=True,
                manage_ticks=False,
                showfliers=False,
                boxprops={"facecolor": shade, "alpha": 0.55, "linewidth": 0.6},
                medianprops={"color": "black", "linewidth": 1.2},
                whiskerprops={"linewidth": 0.6},
                capprops={"linewidth": 0.6},
            )
        axis.plot(finite, np.full(len(finite), row), "o", ms=3.2, color=shade, mec="black", mew=0.4)

    figure, axes = _by_group(list(scores.values()), draw)
    for axis, label in zip(axes, scores):
        axis.set_xlabel(label)
        axis.margins(x=0.05)
    return figure


def improvement_bars(improvements: Mapping[str, BY_GROUP]) -> Figure:
    """Improvements in percent by covariate group and model, the paper's Figure 8 c and d; a dash where undefined."""

    def draw(axis: Any, values: Sequence[float], row: float, height: float, shade: str) -> None:
        value = values[0]
        if math.isfinite(value):
            axis.barh(row, value, height, color=shade)
        text, right = (f"{value:+.1f}", value >= 0) if math.isfinite(value) else ("–", True)
        axis.annotate(
            text,
            (value if math.isfinite(value) else 0, row),
            (4 if right else -4, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center",
            fontsize=8,
        )

    figure, axes = _by_group(list(improvements.values()), draw)
    for axis, (label, by_group) in zip(axes, improvements.items()):
        found = [value for by_model in by_group.values() for values in by_model.values() for value in values]
        finite = [0.0, *filter(math.isfinite, found)]
        low, high = min(finite), max(finite)
        room = 0.22 * (high - low) or 1.0  # for the numbers at the ends of the bars
        axis.set_xlim(low - room if low < 0 else -0.1 * room, high + room)
        axis.axvline(0, color="black", linewidth=0.6)
        axis.spines["left"].set_visible(False)
        axis.set_xlabel(label)
    return figure


def _by_group(
    measures: Sequence[BY_GROUP], draw: Callable[[Any, Sequence[float], float, float, str], None]
) -> tuple[Figure, list[Any]]:
    """Return a figure with a row of panels whose rows are groups and, within them, models."""
    groups = list(measures[0])
    models = list(dict.fromkeys(model for by_model in measures[0].values() for model in by_model))
    height = 0.8 / len(models)
    figure, axes = panels(1.0 + len(groups) * max(0.5, 0.18 * len(models) + 0.08), 1, len(measures), sharey=True)
    for axis, by_group in zip(axes, measures):
        for row, group in enumerate(groups):
            for number, model in enumerate(models):
                if model in by_group[group]:
                    place = row + (number - (len(models) - 1) / 2) * height
                    draw(axis, by_group[group][model], place, 0.75 * height, colour(model))
            if row:
                axis.axhline(row - 0.5, color="#dddddd", linewidth=0.8)
        axis.xaxis.set_major_locator(round_ticks(5))
        axis.grid(axis="x", color="#eeeeee")
        axis.set_axisbelow(True)
    label_names(axes[0], groups, "covariates", letters=26, lines=3)
    for axis in axes[1:]:
        axis.tick_params(axis="y", length=0)
    for model in models:
        axes[0].plot([], [], "s", color=colour(model), label=title(model))
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=len(models))
    return figure, axes


def variogram_lines(variograms: Mapping[str, tuple[Floats, Floats, Whole]], unit: str) -> Figure:
    """Empirical semivariograms: (lags,) distance in metres, semivariance and pairs by what they are of."""
    largest = max(float(distance.max()) for distance, _, _ in variograms.values())
    factor, length = length_unit(largest)
    figure, (axis,) = panels(2.9)
    for (name, (distance, semivariance, _)), (mark, shade) in zip(variograms.items(), (("s--", GREY), ("o-", BLUE))):
        axis.plot(factor * distance, semivariance, mark, color=shade, markersize=4.5, linewidth=1.2, label=name)
    axis.set_xlim(0, factor * largest * 1.04)
    axis.set_ylim(0, 1.25 * max(float(found[1].max()) for found in variograms.values()) or 1.0)
    axis.set(xlabel=f"distance ({length})", ylabel=f"semivariance, ({unit})²" if unit else "semivariance")
    axis.legend(loc="upper left", ncols=2)
    return figure


def fold_map(xy: Floats, folds: Whole, axis_labels: tuple[str, str]) -> Figure:
    """Where the (n,) folds of a repeat are, of samples at `xy`, (n, 2) in map units."""
    figure, axis = map_panel(xy, axis_labels)
    count, size = int(folds.max()) + 1, point_size(len(xy))
    if count <= len(FOLD_COLOURS):
        for fold, (shade, mark) in enumerate(zip(FOLD_COLOURS[:count], FOLD_MARKS)):
            place = xy[folds == fold]
            axis.scatter(*place.T, s=size, color=shade, marker=mark, linewidths=0, label=f"fold {fold + 1}")
        axis.legend(loc="upper left", bbox_to_anchor=(1, 1))
    else:
        points = axis.scatter(*xy.T, c=folds + 1, s=size, cmap=RAMP, edgecolors="black", linewidths=0.2)
        figure.colorbar(points, ax=axis, label="fold", shrink=0.8, ticks=round_ticks(8, integer=True))
    return figure


def effect_bars(effects: Mapping[str, Mapping[str, Floats]], what: str, label: str, lines: int = 1) -> Figure:
    """Mean and spread of importances by model and name, the largest first; one panel a model.

    Parameters
    ----------
    effects
        By model and name, (repeats,) increases of the error.
    what
        The names, in the plural.
    label
        Of the axis of the increases.
    lines
        In which a long name is written.
    """
    order = strongest(effects)[:MOST_EFFECTS]
    figure, axes = panels(1.0 + (0.06 + 0.14 * lines) * len(order), 1, len(effects), sharex=True, sharey=True)
    for axis, (model, of_model) in zip(axes, effects.items()):
        means = [float(np.mean(of_model[name])) for name in order]
        axis.barh(
            range(len(order)),
            means,
            height=0.7,
            xerr=[_spread(of_model[name]) for name in order],
            color=colour(model),
            error_kw={"linewidth": 0.8, "ecolor": "#333333"},
        )
        axis.axvline(0, color="black", linewidth=0.6)
        axis.spines["left"].set_visible(False)
        axis.tick_params(axis="y", length=0)
        axis.xaxis.set_major_locator(round_ticks(6 if len(effects) < FEW_PANELS else 2))
        axis.set(title=wrapped(title(model), 80 // len(effects)), xlabel=wrapped(label, 45 // len(effects), 3))
    label_names(axes[0], order, what, lines=lines)
    return figure


def strongest(effects: Mapping[str, Mapping[str, Floats]]) -> list[str]:
    """Return the names in descending order of their mean increase over all models.

    Parameters
    ----------
    effects
        By model and name, (repeats,) increases of the error.
    """
    first = next(iter(effects.values()))
    return sorted(first, key=lambda name: -float(np.mean([np.mean(of_model[name]) for of_model in effects.values()])))


def effect_lines(effects: Mapping[str, Mapping[str, Floats]], label: str) -> Figure:
    """Importance of the steps of the sequences, with its spread over the repeats; a line a model.

    Parameters
    ----------
    effects
        By model and step, (repeats,) increases of the error.
    label
        Of their axis.
    """
    figure, (axis,) = panels(3.0)
    steps = list(next(iter(effects.values())))
    for number, (model, of_model) in enumerate(effects.items()):
        place = np.arange(len(steps)) + 0.08 * (number - (len(effects) - 1) / 2)  # error bars side by side
        means, spread = ([float(f(of_model[step])) for step in steps] for f in (np.mean, _spread))
        axis.errorbar(place, means, spread, fmt="os"[number % 2] + "-", ms=4, lw=1.2, color=colour(model), capsize=2)
        axis.plot([], [], "os"[number % 2] + "-", ms=4, color=colour(model), label=title(model))
    axis.axhline(0, color="black", linewidth=0.6)
    label_steps(axis, steps)
    axis.set_ylabel(label)
    axis.legend()
    return figure


def _spread(increase: Floats) -> float:
    """Return the standard deviation over the repeats, NaN (no bar is drawn) for a single one."""
    return float(np.std(increase, ddof=1)) if len(increase) > 1 else math.nan


def curve_bands(train: Floats, validation: Floats, best_epoch: Whole) -> Figure:
    """Loss by epoch of (epochs, M) losses as median and bands, above the distribution of the (M,) best epochs."""
    figure, (axis, below) = panels(4.4, 2, 1, sharex=True, height_ratios=(3, 1))
    enough = np.isfinite(validation).sum(axis=1) >= max(1, STILL_TRAINING * validation.shape[1])
    last = int(np.flatnonzero(enough).max()) + 1
    epochs = np.arange(1, last + 1)
    for losses, shade, label in ((train, GREY, "training"), (validation, BLUE, "validation")):
        low, lower, median, upper, high = np.nanquantile(losses[:last], (0.05, 0.25, 0.5, 0.75, 0.95), axis=1)
        axis.fill_between(epochs, low, high, color=shade, alpha=0.15, linewidth=0)
        axis.fill_between(epochs, lower, upper, color=shade, alpha=0.3, linewidth=0)
        axis.plot(epochs, median, color=shade, linewidth=1.6, label=label, marker="o" if last == 1 else None)
    loss_scale(axis)
    axis.legend()
    longest = len(validation)
    wide = -(-longest // MOST_BINS)  # epochs of a bar
    bins = np.arange(0.5, longest + wide + 0.5, wide)
    below.hist(best_epoch, bins=bins, color=RED, edgecolor="white", linewidth=0.4)
    below.yaxis.set_major_locator(round_ticks(4, integer=True))
    below.xaxis.set_major_locator(round_ticks(10, integer=True))
    below.set(xlabel="epoch", ylabel="networks\nat their best", xlim=(0.5, longest + 0.5))
    return figure
