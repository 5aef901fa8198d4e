"""What is found to be wrong or worth a look, named so that it can be mended: a row a finding in a table with places."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..runtime.csv_text import cell
from ..runtime.progress import Progress
from ..runtime.wording import number_of

# What became of what was found.
LEFT_OUT, CHANGED, KEPT = "left out", "changed", "kept"
COLUMNS = ("sample_id", "part", "property", "reason", "effect", "finding", "x", "y")


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes
    ----------
    owner
        The profile or sample.
    part
        The horizon; '' where it is about all of the owner.
    property
        What was measured; '' where it is about depths or places.
    reason
        The check by its name, a few words.
    effect
        What became of it.
    text
        What was seen, in one sentence.
    """

    owner: str
    part: str
    property: str
    reason: str
    effect: str
    text: str


def write_findings(findings: Iterable[Finding], places: Mapping[str, tuple[float, float]], path: Path) -> None:
    """Write the findings as CSV; `places` are the coordinates of their owners, empty where there are none."""
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for item in findings:
            texts = (item.owner, item.part, item.property, item.reason, item.effect, item.text)
            place = (repr(number) for number in places[item.owner]) if item.owner in places else ("", "")
            writer.writerow((*map(cell, texts), *place))


def log_findings(findings: list[Finding], progress: Progress) -> None:
    """Say how many findings there are of each kind, with an example; those that changed a result are warnings."""
    counts = Counter((item.reason, item.effect) for item in findings)
    first = {(item.reason, item.effect): item for item in reversed(findings)}
    for (reason, effect), count in counts.most_common():
        example = first[reason, effect]
        where = " ".join(filter(None, (example.owner, example.part)))
        say = progress.log if effect == KEPT else progress.warn
        say(f"{number_of(count, 'finding')}: {reason}, {effect}. The first: {where}: {example.text}")
