"""Covariates in short, for a log and a report."""

from __future__ import annotations

from ..jobs.covariate_row import CONTINUOUS
from ..runtime.wording import number_of
from .covariate_list import BandSource, Covariates, without_class


def covariate_lines(covariates: Covariates) -> list[str]:
    """Return a line a covariate: name, steps, category, unit, and the kind where it is a particular one.

    The 0/1 layers of a covariate's classes have one line together.
    """
    lines = [_line(item.name, "static", item.category, item.unit, item.source) for item in covariates.static]
    for group in covariates.temporal:
        span = group.steps[0] if len(group.steps) == 1 else f"{group.steps[0]} to {group.steps[-1]}"
        steps = f"{span}, {number_of(len(group.steps), 'step')}"
        lines += [_line(item.name, steps, item.category, item.unit, item.sources[0]) for item in group.variables]
    return list(dict.fromkeys(lines))


def _line(name: str, steps: str, category: str, unit: str, source: BandSource) -> str:
    kind = "" if source.kind == CONTINUOUS else source.kind
    return f"{without_class(name, source)}: {', '.join(filter(None, (steps, category, kind, unit)))}"
