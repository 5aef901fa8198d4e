"""Numbers that are finite and that no measurement is: their squares are not finite, so that a mean of them is none."""

from __future__ import annotations

import contextlib
import copy
import json
import os

import pytest

from socmap_plugin.core.__main__ import run_file
from socmap_plugin.core.jobs.job_file import job_document
from socmap_plugin.core.runtime.errors import SocmapError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders.jobs import JOBS, inputs_in

HUGE = 1.8e301
FEWEST = 4  # numbers that are a column


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return inputs_in(tmp_path_factory.mktemp("inputs"))


def columns(part, place=()):
    """Yield where in a document the columns of numbers are."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from columns(value, (*place, name))
    elif isinstance(part, list):
        if len(part) >= FEWEST and all(type(value) in (int, float) for value in part):
            yield place
        for number, value in enumerate(part):
            yield from columns(value, (*place, number))


def changed(document, place, number):
    """Return the document with a number in the middle of a column."""
    document = copy.deepcopy(document)
    column = document
    for step in place:
        column = column[step]
    column[len(column) // 2] = number
    return document


@pytest.mark.parametrize("task", JOBS)
def test_a_huge_number_in_any_column_is_refused_or_left_out(task, inputs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    document = json.loads(json.dumps(job_document(JOBS[task](inputs, tmp_path)[0])))
    for place in columns(document):
        file = tmp_path / "job.json"
        file.write_text(json.dumps(changed(document, place, HUGE)), encoding="utf-8")
        with contextlib.suppress(SocmapError):
            run_file(file, Progress())
        for name in os.listdir(tmp_path):
            if name != "job.json" and not (tmp_path / name).is_dir():
                (tmp_path / name).unlink()
