"""The figures of the reports, drawn without a display; every function returns a matplotlib Figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

matplotlib.rcParams["text.parse_math"] = False  # a covariate may be called anything, also "$x"

WIDTH_IN = 7.6  # 760 pixels at the reports' resolution
RAMP = "viridis"
COLOURS = {"cnnlstm": "#2b6a6c", "forest": "#c98b2b", "mean": "#888888"}


def _figure(height_in: float, columns: int = 1) -> tuple[Figure, list[Any]]:
    figure = Figure(figsize=(WIDTH_IN, height_in), layout="constrained")
    axes = figure.subplots(1, columns, squeeze=False)[0]
    for axis in axes:
        axis.spines[["top", "right"]].set_visible(False)
        axis.tick_params(labelsize=8)
    return figure, list(axes)


def histogram(target: NDArray[np.float64], label: str) -> Figure:
    """Distribution of the target."""
    figure, (axis,) = _figure(2.6)
    axis.hist(target, bins="auto", color="#7a9e7e", edgecolor="white")
    axis.set_xlabel(label)
    axis.set_ylabel("samples")
    return figure


def sample_map(
    xy: NDArray[np.float64],
    values: NDArray[np.float64],
    label: str,
    background: NDArray[np.float32] | None = None,
    bounds: tuple[float, float, float, float] | None = None,
    diverging: bool = False,
) -> Figure:
    """Samples coloured by a value, over a grey image of the first covariate where there is one."""
    figure, (axis,) = _figure(5.2)
    if background is not None and bounds is not None:
        axis.imshow(background, cmap="Greys", alpha=0.6, extent=(bounds[0], bounds[2], bounds[1], bounds[3]))
    reach = float(np.abs(values).max()) or 1.0
    limits = {"vmin": -reach, "vmax": reach} if diverging else {}
    points = axis.scatter(
        *xy.T, c=values, s=16, cmap="RdBu_r" if diverging else RAMP, edgecolors="black", linewidths=0.3, **limits
    )
    axis.set_aspect("equal")
    axis.ticklabel_format(style="plain", useOffset=False)
    axis.tick_params(labelsize=7)
    figure.colorbar(points, ax=axis, label=label, shrink=0.8)
    return figure


def correlation_bars(correlations: Mapping[str, float]) -> Figure:
    """Correlation of the target with every static covariate, the paper's Figure 7 a."""
    figure, (axis,) = _figure(0.6 + 0.26 * len(correlations))
    names = list(correlations)
    values = np.array(list(correlations.values()))
    axis.barh(names, values, color=np.where(values < 0, "#b5583e", "#3e7cb5"))
    axis.axvline(0, color="black", linewidth=0.6)
    axis.set_xlim(-1, 1)
    axis.invert_yaxis()
    axis.set_xlabel("correlation with the target")
    return figure


def correlation_table(correlations: NDArray[np.float64], variables: Sequence[str], steps: Sequence[str]) -> Figure:
    """Correlation of the target with every temporal variable and step, the paper's Figure 7 b."""
    figure, (axis,) = _figure(0.9 + 0.28 * len(variables))
    image = axis.imshow(correlations, cmap="RdBu", vmin=-1, vmax=1, aspect="auto")
    axis.set_xticks(range(len(steps)), steps, rotation=90 if len(steps) > 12 else 0)
    axis.set_yticks(range(len(variables)), variables)
    if len(steps) <= 12:
        for i, j in np.ndindex(correlations.shape):
            dark = abs(correlations[i, j]) > 0.6
            text = f"{correlations[i, j]:.2f}"
            axis.text(j, i, text, ha="center", va="center", fontsize=6, color="white" if dark else "black")
    figure.colorbar(image, ax=axis, label="correlation")
    return figure


def learning_curves(train: NDArray[np.float64], validation: NDArray[np.float64], best: NDArray[np.int64]) -> Figure:
    """Loss by epoch: (epochs, M) training and validation errors, and where each member was best."""
    figure, (axis,) = _figure(3.2)
    epochs = np.arange(1, len(train) + 1)
    for losses, colour, label in ((train, "#bbbbbb", "training"), (validation, COLOURS["cnnlstm"], "validation")):
        lines = axis.plot(epochs, losses, color=colour, linewidth=0.8)
        lines[0].set_label(label)
    axis.plot(best, validation[best - 1, np.arange(len(best))], "o", color="#b5583e", markersize=4, label="best epoch")
    axis.set_yscale("log")
    for ticks in (axis.yaxis.set_major_formatter, axis.yaxis.set_minor_formatter):
        ticks("{x:.2g}")  # matplotlib's own labels are formulas
    axis.set_xlabel("epoch")
    axis.set_ylabel("mean squared error (scaled)")
    axis.legend(fontsize=8)
    return figure


def observed_predicted(
    observed: NDArray[np.float64], predicted: Mapping[str, NDArray[np.float64]], unit: str
) -> Figure:
    """Observed against predicted with the 1:1 line, one panel a model."""
    figure, axes = _figure(2.9, len(predicted))
    everything = np.concatenate([observed, *predicted.values()])
    margin = 0.03 * float(np.ptp(everything))
    limits = float(everything.min()) - margin, float(everything.max()) + margin
    for axis, (name, values) in zip(axes, predicted.items()):
        axis.plot(limits, limits, color="black", linewidth=0.6)
        axis.scatter(values, observed, s=8, alpha=0.6, color=COLOURS.get(name))
        axis.set(xlim=limits, ylim=limits, title=name, xlabel=f"predicted ({unit})")
        axis.set_aspect("equal")
    axes[0].set_ylabel(f"observed ({unit})")
    return figure


def score_boxes(scores: Mapping[str, Mapping[str, Sequence[float]]], label: str) -> Figure:
    """Box plots of a measure over the repeats, by covariate group and model, the paper's Figure 8 a and b."""
    figure, (axis,) = _figure(3.4)
    models = list(dict.fromkeys(model for by_model in scores.values() for model in by_model))
    width = 0.8 / len(models)
    for i, model in enumerate(models):
        boxes = axis.boxplot(
            [list(by_model[model]) for by_model in scores.values()],
            positions=np.arange(len(scores)) + (i - (len(models) - 1) / 2) * width,
            widths=0.8 * width,
            patch_artist=True,
            medianprops={"color": "black"},
            manage_ticks=False,
        )
        for box in boxes["boxes"]:
            box.set_facecolor(COLOURS.get(model, "#cccccc"))
        boxes["boxes"][0].set_label(model)
    axis.set_xticks(range(len(scores)), [name.replace(" + ", "\n+ ") for name in scores])
    axis.set_ylabel(label)
    axis.legend(fontsize=8)
    return figure
