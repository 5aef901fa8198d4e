"""The report of Check Samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from ..jobs.soils import CheckSamplesJob
from ..report import figures
from ..report.page import Number, Report
from ..settings.sample_rules import (
    AT_SEA,
    DATES,
    OUTSIDE,
    PLACES,
    RULES,
    SURROUNDINGS,
    UNLIKE_COVARIATES,
    UNLIKE_NEIGHBOURS,
    VALUES,
)
from .sample_findings import ALL_SAMPLES, SampleFinding, samples_with, summary
from .sample_places import bulk
from .sample_points import points_of
from .surroundings import ENOUGH_PLACES

MOST_ROWS = 500
FOLDED_ROWS = 25
HEADINGS = {VALUES: "Values", SURROUNDINGS: "Surroundings", PLACES: "Places", DATES: "Dates"}
COLOURS = {VALUES: figures.RED, SURROUNDINGS: figures.ORANGE, PLACES: figures.BLUE, DATES: figures.GREEN}
MARKS = (
    "o", "s", "^", "D", "P", "X", "v", "*", "<", ">", "p", "h", "d", "8", (4, 1, 0), (6, 1, 0), (8, 1, 0), (4, 1, 45),
)  # fmt: skip
FRAME = 0.06  # of the width and height of the samples
BACKGROUND = {"s": 6, "color": "#cccccc", "linewidths": 0}


def write_report(job: CheckSamplesJob, findings: Sequence[SampleFinding], path: Path) -> None:
    """Write what was looked for in the samples of a job, and what was found."""
    report = Report(f"Sample check: {job.samples.layer}", summary(findings, len(job.samples.ids)))
    report.text("Nothing was removed or changed: a finding is a reason to look, and the sample may be right.")
    if samples_with(findings):
        report.figure(
            _map(job, findings),
            "Samples, and what was found of them by the first finding of each; those on the frame lie farther away.",
        )
    report.heading("Rules")
    counts, skipped = Counter(one.rule for one in findings), _skipped(job)
    rows: list[tuple[object, ...]] = []
    for about, heading in HEADINGS.items():
        rows.append((heading,))
        for rule in RULES.values():
            if rule.about == about:
                number = Number("not checked" if rule.name in skipped else counts[rule.name])
                rows.append((rule.name, rule.stated(job.deviations), number, rule.remedy))
    report.table(("Rule", "Limit", "Findings", "What to do"), rows)
    for why in dict.fromkeys(skipped.values()):
        names = ", ".join(name for name, own in skipped.items() if own == why)
        report.note(f"Not checked, because {why}: {names}.")
    if findings:
        report.heading("Findings")
        ids = [("(all)" if one.sample == ALL_SAMPLES else job.samples.ids[one.sample]) for one in findings]
        listed = [(name, one.rule, one.value, one.text) for name, one in zip(ids, findings)][:MOST_ROWS]
        folded = f"{len(listed)} findings" if len(listed) > FOLDED_ROWS else ""
        report.table(("Sample", "Rule", "Value", "What was seen"), listed, folded)
        if len(findings) > MOST_ROWS:
            report.note(f"The first {MOST_ROWS} of {len(findings)}; the layer of findings has all of them.")
    report.write(path)


def _skipped(job: CheckSamplesJob) -> dict[str, str]:
    """Return the rules that were not looked at, and why."""
    skipped = {}
    if job.area is None:
        skipped[OUTSIDE] = "no AREA is given"
    if not job.covariates:
        skipped |= dict.fromkeys((UNLIKE_COVARIATES, AT_SEA), "no COVARIATES are given")
    if not job.dates:
        skipped |= {rule.name: "no DATE is given" for rule in RULES.values() if rule.about == DATES}
    if len(job.samples.ids) < ENOUGH_PLACES:
        skipped[UNLIKE_NEIGHBOURS] = f"there are fewer than {ENOUGH_PLACES} samples"
    return skipped


def _map(job: CheckSamplesJob, findings: Sequence[SampleFinding]) -> Figure:
    points = points_of(job.samples)
    labels = ("longitude (degrees)", "latitude (degrees)") if points.crs.is_geographic else ("x", "y")
    placed = points.placed
    xy = points.xy
    if placed.any():  # one sample at the end of the world shall not make a dot of all others
        low, high = bulk(xy[placed])
        usual = xy[placed & ((xy >= low) & (xy <= high)).all(axis=1)]
        margin = FRAME * np.ptp(usual, axis=0)
        xy = np.clip(xy, usual.min(axis=0) - margin, usual.max(axis=0) + margin)
    figure, axis = figures.map_panel(xy[placed] if placed.any() else np.zeros((1, 2)), labels)
    axis.scatter(*xy[placed].T, label="sample", **BACKGROUND)
    first: dict[str, list[int]] = {}
    seen: set[int] = set()
    for one in findings:
        if one.sample != ALL_SAMPLES and one.sample not in seen and placed[one.sample]:
            seen.add(one.sample)
            first.setdefault(one.rule, []).append(one.sample)
    for (name, rule), mark in zip(RULES.items(), MARKS):
        if name in first:
            at = xy[np.array(first[name])]
            colour = COLOURS[rule.about]
            axis.scatter(*at.T, s=38, marker=mark, color=colour, edgecolors="black", linewidths=0.5, label=name)
    axis.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return figure
