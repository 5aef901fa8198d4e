"""What is found of samples: a row a finding, with the sample, the rule, the value, its limit and what to do."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..jobs.inputs import SampleTable
from ..runtime.csv_text import cell
from ..runtime.progress import Progress
from ..runtime.wording import listed, number_of
from ..settings.sample_rules import RULES

ALL_SAMPLES = -1  # in place of one
COLUMNS = ("sample_id", "reason", "value", "limit", "finding", "remedy", "x", "y")
MOST_NAMES = 5


@dataclass(frozen=True)
class SampleFinding:
    """One finding.

    Attributes
    ----------
    sample
        Its position in the table, or `ALL_SAMPLES`.
    rule
        A name of :data:`..settings.sample_rules.RULES`.
    value
        What breaks the rule, with its unit.
    text
        What was seen, in one sentence.
    """

    sample: int
    rule: str
    value: str
    text: str


def in_order(findings: Iterable[SampleFinding]) -> list[SampleFinding]:
    """Return findings by rule, in the order of the rules, and by sample."""
    place = {name: i for i, name in enumerate(RULES)}
    return sorted(findings, key=lambda one: (place[one.rule], one.sample))


def samples_with(findings: Iterable[SampleFinding]) -> set[int]:
    """Return the samples that something was found of."""
    return {one.sample for one in findings if one.sample != ALL_SAMPLES}


def summary(findings: Sequence[SampleFinding], count: int) -> str:
    """Say how much was found of `count` samples, and of which kinds."""
    if not findings:
        return f"Nothing suspicious was found in {number_of(count, 'sample')}."
    kinds = [f"{number} {rule}" for rule, number in Counter(one.rule for one in findings).items()]
    several = samples_with(findings)
    where = f" of {len(several)} of {number_of(count, 'sample')}" if several else ""
    return f"{number_of(len(findings), 'finding')}{where}: {listed(kinds, len(RULES))}."


def log_findings(findings: Sequence[SampleFinding], table: SampleTable, progress: Progress) -> None:
    """Warn once of every rule that is broken: how often, of which samples, and what to do."""
    by_rule: dict[str, list[SampleFinding]] = {}
    for one in findings:
        by_rule.setdefault(one.rule, []).append(one)
    for rule, several in by_rule.items():
        names = [table.ids[one.sample] for one in several if one.sample != ALL_SAMPLES]
        where = f" (sample {listed(names, MOST_NAMES)})" if names else ""
        progress.warn(f"{len(several)} x {rule}{where}: {several[0].text} {RULES[rule].remedy}")


def write_findings(findings: Iterable[SampleFinding], table: SampleTable, deviations: float, path: Path) -> None:
    """Write the findings as CSV, with the places of their samples in the CRS of the table; limits for `deviations`."""
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for one in findings:
            rule = RULES[one.rule]
            of_all = one.sample == ALL_SAMPLES
            texts = (
                "" if of_all else table.ids[one.sample],
                one.rule,
                one.value,
                rule.stated(deviations),
                one.text,
                rule.remedy,
            )
            place = ("", "") if of_all else (repr(table.x[one.sample]), repr(table.y[one.sample]))
            writer.writerow((*map(cell, texts), *place))
