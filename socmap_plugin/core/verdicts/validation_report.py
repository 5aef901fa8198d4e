"""The report of Validate Map."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ..raster.projection import parse_crs
from ..report import figures
from ..report.page import Number, Report, decimals_for, fixed
from .measures import BIAS, CCC, COVERED, MAE, R2, RMSE
from .validate import Floats, Verdict

TITLES = {
    RMSE: "RMSE (root mean square error)",
    R2: "R2 (model efficiency, 1 at best)",
    BIAS: "bias (map minus observed)",
    MAE: "mean absolute error",
    CCC: "concordance (Lin's CCC, 1 at best)",
    COVERED: "share of observations inside the limits",
}
WITHOUT_UNIT = (R2, CCC, COVERED)
_MEANING = {
    "none": "The points are not a probability sample: nobody knows which places had which chance to become a point. "
    "The intervals come from drawing the same points again and again (a bootstrap). They say how much the numbers hang "
    "on these very points, and not how well the map does where there are none; roadsides and fields that were easy to "
    "reach count as if they were everywhere. For the map as a whole, have points drawn at random (Where to Sample).",
    "simple": "The points are a simple random sample of the mapped area: every place had the same chance. What is said "
    "holds for the map as a whole, whatever model made it.",
    "stratified": "The points are simple random samples of the strata, each of which counts by its area. What is said "
    "holds for the map as a whole, whatever model made it.",
    "probability": "The points were drawn with known, unequal probabilities, and each counts for as much of the area "
    "as it stands for. What is said holds for the map as a whole, whatever model made it.",
}


def write_report(verdict: Verdict, path: Path) -> None:
    """Write the report of a verdict; its first line is the verdict."""
    report = Report(f"Map validation report: {verdict.job.map.name}", verdict.line)
    report.text(f"Points: {verdict.job.points.layer}.")
    report.text(_MEANING[verdict.job.design])
    if verdict.dropped:
        count = sum(verdict.dropped.values())
        reasons = "; ".join(f"{reason}: {number}" for reason, number in verdict.dropped.items())
        report.warning(
            f"{count} of {len(verdict.job.points.ids)} points do not count ({reasons}). What is said holds for the "
            "part of the area where the map has values."
        )
    for note in verdict.design.notes if verdict.design else ():
        report.note(note)
    _measures(report, verdict)
    _figures(report, verdict)
    if verdict.job.design == "stratified" and verdict.design:
        _strata(report, verdict, verdict.design.weights)
    report.heading("How it was calculated")
    report.text(
        "Means over the map and their variances are estimated from how the points were selected, without a model: "
        "Brus, Kempen and Heuvelink (2011), European Journal of Soil Science 62, 394-407; Brus (2022), Spatial "
        "Sampling with R. RMSE, R2 and concordance are functions of such means, and their standard errors are those of "
        "their linear approximation. Intervals are Student's, on the scale of logarithms for errors and 1 - R2, on "
        "Fisher's for the concordance, and Wilson's for shares."
        if verdict.design
        else "Every measure was calculated anew for 2000 samples of the points, drawn with replacement; the limits are "
        "the 2.5 % and 97.5 % quantiles."
    )
    report.note("The points must not have been used to make the map; whether they were, this report cannot know.")
    report.write(path)


def _measures(report: Report, verdict: Verdict) -> None:
    rows = []
    for name, found in verdict.measures.items():
        title = TITLES[name] + (f", {verdict.unit}" if verdict.unit and name not in WITHOUT_UNIT else "")
        size = max(abs(value) for value in (found.value, found.upper, 1e-9))
        decimals = decimals_for(size if np.isfinite(size) else 1.0)
        numbers = (found.value, found.error, found.lower, found.upper)
        rows.append((title, *(fixed(value, decimals) for value in numbers)))
    report.heading("How good the map is")
    report.table(("Measure", "Estimate", "Standard error", "95 % from", "to"), rows)
    report.note("Ninety-five of a hundred such samples of points give an interval that holds the true number.")


def _figures(report: Report, verdict: Verdict) -> None:
    pairs, job, unit = verdict.pairs, verdict.job, verdict.unit or "unit of the map"
    report.heading("Observed and mapped")
    report.figure(
        figures.observed_predicted(pairs.observed, {"map": pairs.predicted}, unit),
        "What was observed at the points against what the map says there; on the line both are the same.",
    )
    rows = verdict.rows
    xy = np.column_stack([np.array(job.points.x)[rows], np.array(job.points.y)[rows]])
    geographic = parse_crs(job.points.crs_wkt, "The points").is_geographic
    report.figure(
        figures.sample_map(
            xy,
            pairs.observed - pairs.predicted,
            f"observed minus map ({unit})",
            axis_labels=("longitude (degrees)", "latitude (degrees)") if geographic else ("x", "y"),
            diverging=True,
        ),
        "Where the map is too low (blue) and too high (red).",
    )


def _strata(report: Report, verdict: Verdict, weights: Floats) -> None:
    """Add what each stratum contributes; `weights` (n,) are the shares of the area that the points stand for."""
    strata = np.array([verdict.job.points.strata[i] for i in verdict.rows.tolist()])
    error = verdict.pairs.predicted - verdict.pairs.observed
    rows = []
    for name in sorted(set(strata.tolist())):
        own = strata == name
        share = float(weights[own].sum())
        rows.append(
            (
                name,
                Number(f"{100 * share:.1f}"),
                int(own.sum()),
                float(error[own].mean()),
                float(np.sqrt(np.mean(error[own] ** 2))),
            )
        )
    report.heading("The strata")
    unit = f" ({verdict.unit})" if verdict.unit else ""
    report.table(("Stratum", "Share of the area (%)", "Points", f"Bias{unit}", f"RMSE{unit}"), rows)
