"""Targets that are texts: what is no number is quoted, and what is known of it is said."""

from __future__ import annotations

import dataclasses

import pytest

from socmap_plugin.core.dataset import build as build_task
from socmap_plugin.core.plausibility.target_texts import BELOW_DETECTION, DECIMAL_COMMA, NOT_A_NUMBER, reason, remedy
from socmap_plugin.core.runtime.numbers import number_in
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters


@pytest.mark.parametrize(
    ("text", "value"),
    [("12.5", 12.5), (" 12.5 ", 12.5), ("1e1", 10), ("-9999", -9999), ("1_000", None), ("12,5", None), ("", None)],
)
def test_what_is_a_number(text, value):
    assert number_in(text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12,5", DECIMAL_COMMA),
        (" -0,25", DECIMAL_COMMA),
        ("<0.1", BELOW_DETECTION),
        ("< 0,1 ", BELOW_DETECTION),
        ("1,234.5", NOT_A_NUMBER),
        ("1_000", NOT_A_NUMBER),
        ("n.d.", NOT_A_NUMBER),
        ("12.5 g/kg", NOT_A_NUMBER),
        ("< LOD", NOT_A_NUMBER),
        ("", NOT_A_NUMBER),
    ],
)
def test_why_a_text_is_no_target(text, why):
    assert reason(text) == why


def test_there_is_no_expression_for_words():
    assert remedy(["n.d.", "1,234.5", ""], "soc") == ""


def test_values_below_detection_are_quoted_and_half_the_limit_is_offered(tmp_path):
    job = rasters.build_job(tmp_path)
    target = ["<0.1", "<0.5", "n.d.", *job.samples.target[3:]]
    table = dataclasses.replace(job.samples, target=tuple(target), target_field="soc")
    said = []
    progress = Progress()
    progress.warn = said.append
    build_task.run(dataclasses.replace(job, samples=table), progress)
    assert said == [
        "2 of 30 samples dropped: the target is below the limit of detection ('<0.1', '<0.5'; sample p1, p2).",
        "1 of 30 samples dropped: the target is not a number ('n.d.'; sample p3).",
        "To keep samples whose target is a text, write if(\"soc\" like '%<%', 0.5, 1) * "
        "to_real(replace(\"soc\", '<', '')) for \"soc\" in TARGET, which takes half the limit.",
    ]
