"""The steps of the work in their order, and how far a project is: what is done, what is next, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject

from .memory import latest
from .provider import PROVIDER_ID
from .worker import worker_problem

if TYPE_CHECKING:
    from .algorithms.base import SocMapAlgorithm


class State(Enum):
    """How a step stands; the value is the sign that shows it, which needs no colour."""

    DONE = "✓"
    NEXT = "➜"
    OPTIONAL = "+"
    WAITING = "○"


@dataclass(frozen=True)
class Step:
    """An algorithm in the order of the work; an optional one is passed over by who has no need of it."""

    algorithm: str
    optional: bool = False


# In the order of the work. A new step is a line here; what it needs and makes it says itself (`TAKES`, `RESULTS`).
STEPS = (
    Step("setupenvironment"),
    Step("harmonizedepths", optional=True),
    Step("checksamples", optional=True),
    Step("socstock", optional=True),
    Step("terraincovariates", optional=True),
    Step("importphenology", optional=True),
    Step("annualevi", optional=True),
    Step("buildpatchdataset"),
    Step("crossvalidate"),
    Step("traincnnlstm"),
    Step("predictsocraster"),
    Step("validatemap", optional=True),
    Step("socstockmap", optional=True),
    Step("zonalstock", optional=True),
    Step("proposesamples", optional=True),
    Step("mapdocument", optional=True),
)


@dataclass(frozen=True)
class Standing:
    """A step, how it stands, and the file that it has made."""

    step: Step
    label: str
    summary: str
    state: State
    made: str = ""


def standings(project: QgsProject) -> list[Standing]:
    """Return how the steps stand in a project; the first one that is neither done nor optional is next."""
    found, next_found = [], False
    for step in STEPS:
        algorithm = QgsApplication.processingRegistry().algorithmById(f"{PROVIDER_ID}:{step.algorithm}")
        if algorithm is None:
            continue
        made = _made(algorithm, project)
        if made is not None:
            state = State.DONE
        elif step.optional:
            state = State.OPTIONAL
        else:
            state = State.WAITING if next_found else State.NEXT
            next_found = True
        found.append(Standing(step, algorithm.displayName(), algorithm.shortDescription(), state, made or ""))
    return found


def _made(algorithm: SocMapAlgorithm, project: QgsProject) -> str | None:
    """Return the name of what an algorithm has made in a project, None where it has made nothing."""
    if algorithm.name() == "setupenvironment":
        return None if worker_problem() else ""
    # The first of its results is what the step is for; it may have been skipped.
    found = (latest(project, [kind]) for kind in algorithm.RESULTS.values())
    return next((Path(done.paths[0]).name for done in found if done is not None), None)
