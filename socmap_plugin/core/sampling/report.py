"""The report of Where to Sample."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from ..raster.projection import metric_points, parse_crs
from ..report import figures
from ..report.page import Report
from .probability_samples import Drawn
from .run import Proposal, relative_error

_METHODS = {
    "coverage": "The covariates of the area were parted into as many clusters as there are samples, of which the "
    "existing ones keep theirs (k-means); every new place is the one next to the middle of its cluster.",
    "latin": "Conditioned Latin hypercube: with the existing samples, every covariate is sampled as often in each of "
    "its quantiles, and its correlations with others are kept.",
    "dissimilarity": "One after the other, the place was taken whose covariates are least like those of any sample, "
    "where a model extrapolates most.",
    "random": "Every place of the area had the same chance. With such a sample Validate Map needs no model; choose "
    "the design simple there.",
    "stratified": "The area was parted into compact strata of about equal size, in each of which places were drawn at "
    "random. With such a sample Validate Map needs no model; choose the design stratified there, with the fields "
    "stratum and probability.",
}


def write_report(proposal: Proposal, path: Path) -> None:
    """Write the report of a proposal."""
    job = proposal.job
    report = Report("Where to sample", proposal.line)
    report.text(_METHODS[job.method])
    report.text(
        f"The area has {proposal.frame.area_m2 / 1e4:,.0f} ha ({proposal.frame.count:,} pixels with a value in every "
        f"layer). Places were compared by {len(proposal.names)} covariates: {', '.join(proposal.names[:30])}."
    )
    report.figure(_map(proposal), "Existing samples and proposed places.")
    if proposal.drawn is not None:
        _verdict(report, proposal, proposal.drawn)
    report.heading("Before and after")
    known = bool(np.isfinite(proposal.before).all())
    report.figure(
        _distances(proposal, known),
        "How far the area is from the nearest sample in the space of the covariates, in their standard deviations: the "
        "farther left a curve, the less a model has to extrapolate.",
    )
    rows = [("before", proposal.before), ("after", proposal.after)] if known else [("after", proposal.after)]
    report.table(
        ("Samples", "Mean distance", "90 % are nearer than", "Largest"),
        [(name, float(own.mean()), float(np.quantile(own, 0.9)), float(own.max())) for name, own in rows],
    )
    report.write(path)


def _verdict(report: Report, proposal: Proposal, drawn: Drawn) -> None:
    count = int((~drawn.reserve).sum())
    report.heading("What such a sample will tell")
    text = (
        f"With {count} points, the standard error of the map's bias will be about {100 / np.sqrt(count):.0f} % of the "
        f"RMSE, and that of the RMSE itself about {100 * relative_error(count):.0f} % of it."
    )
    if proposal.job.method == "stratified":
        text += (
            f" Strata make them smaller where errors differ from region to region: for the covariates themselves the "
            f"standard error of a mean is {100 * _gain(proposal):.0f} % of that of simple random points."
        )
    report.text(text)
    if drawn.reserve.any():
        report.text(
            "A point that cannot be reached is replaced by the first reserve point of its stratum, and by no other "
            "place. If many cannot be reached, what is said holds for the part that can."
        )


def _gain(proposal: Proposal) -> float:
    """Return the standard error of the covariates' means by strata, relative to that without, on average."""
    frame, drawn = proposal.frame, proposal.drawn
    if drawn is None:
        return 1.0
    crs = frame.grid.crs_wkt
    places = metric_points(np.column_stack(frame.grid.xy(frame.row, frame.col)), crs)
    points = metric_points(np.column_stack([drawn.x, drawn.y]), crs)
    names = np.unique(drawn.stratum)
    centres = np.array([points[drawn.stratum == name].mean(axis=0) for name in names])
    nearest = np.argmin(((places[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2), axis=1)
    count = int((~drawn.reserve).sum())
    within = np.zeros(frame.values.shape[1])
    for number, name in enumerate(names.tolist()):
        own = frame.values[nearest == number]
        size = int(((drawn.stratum == name) & ~drawn.reserve).sum())
        if len(own) and size:
            within += (len(own) / len(places)) ** 2 * own.var(axis=0) / size
    total = frame.values.var(axis=0) / count
    return float(np.sqrt(np.mean(within[total > 0] / total[total > 0]))) if (total > 0).any() else 1.0


def _map(proposal: Proposal) -> Figure:
    places = np.column_stack(proposal.frame.grid.xy(proposal.frame.row, proposal.frame.col))
    geographic = parse_crs(proposal.frame.grid.crs_wkt, "The area").is_geographic
    labels = ("longitude (degrees)", "latitude (degrees)") if geographic else ("x", "y")
    figure, axis = figures.map_panel(places, labels)
    axis.scatter(*places.T, s=1, color="#dddddd", label="area")
    edge = {"edgecolors": "black", "linewidths": 0.3}
    if len(proposal.existing):
        axis.scatter(*proposal.existing.T, s=14, marker="s", color=figures.GREY, label="existing", **edge)
    spare = np.zeros(len(proposal.x), np.bool_) if proposal.drawn is None else proposal.drawn.reserve
    for own, label, colour in ((~spare, "proposed", figures.RED), (spare, "reserve", figures.ORANGE)):
        if own.any():
            axis.scatter(proposal.x[own], proposal.y[own], s=20, color=colour, label=label, **edge)
    axis.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), markerscale=1.2)
    return figure


def _distances(proposal: Proposal, known: bool) -> Figure:
    figure, (axis,) = figures.panels(2.8)
    share = np.arange(1, len(proposal.after) + 1) / len(proposal.after)
    if known:
        axis.plot(np.sort(proposal.before), share, color=figures.GREY, label="existing samples")
    label = "with the proposed ones" if known else "proposed samples"
    axis.plot(np.sort(proposal.after), share, color=figures.RED, label=label)
    axis.set(xlabel="distance to the nearest sample (standard deviations)", ylabel="share of the area", ylim=(0, 1))
    axis.set_xlim(left=0)
    axis.legend(loc="lower right")
    return figure
