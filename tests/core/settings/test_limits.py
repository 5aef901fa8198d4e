"""The limits of settings: a job file may hold what a dialog allows, and nothing else."""

import dataclasses
import json
import math

import pytest

from socmap_plugin.core.jobs.job_file import job_document, read_job
from socmap_plugin.core.jobs.models import TrainingSettings
from socmap_plugin.core.jobs.search_grid import AXES
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.settings.limits import limits
from tests.builders.job_examples import EXAMPLES
from tests.builders.refusals import assert_sentence


def limited():
    """Return (job, path of the field, its default, its limits) of every setting that has limits."""
    found, seen = [], set()
    for job in EXAMPLES:
        for path, owner in [((), job), *(((name,), getattr(job, name, None)) for name in ("settings", "forest"))]:
            for item in dataclasses.fields(owner) if owner is not None else ():
                place = (job.task, *path, item.name)
                if item.metadata and place not in seen:
                    seen.add(place)
                    found.append((job, (*path, item.name), item.default, limits(owner, item.name)))
    return found


LIMITED = limited()
NAMES = [f"{job.task}.{'.'.join(path)}" for job, path, _, _ in LIMITED]


def read_with(tmp_path, job, path, value):
    document = json.loads(json.dumps(job_document(job)))
    owner = document
    for name in path[:-1]:
        owner = owner[name]
    owner[path[-1]] = value
    (tmp_path / "job.json").write_text(json.dumps(document))
    return read_job(tmp_path / "job.json")


def outside(default, allowed):
    if allowed.choices:
        return [["banana"], ["mean\0"]] if isinstance(default, tuple) else ["banana", ""]
    number = type(default)
    below = allowed.low / 2 if allowed.or_zero and number is float else allowed.low - 1
    values = [below] if below or not allowed.or_zero else []  # between 0 and the smallest, where 0 means something else
    values += [-1, allowed.high + 1, 2**53] if not allowed.odd else [-1, 2, allowed.high + 2]
    values += [math.inf, -math.inf, math.nan, 1e308] if number is float else [10**30]
    return [number(value) if math.isfinite(value) else value for value in values]


@pytest.mark.parametrize(("job", "path", "default", "allowed"), LIMITED, ids=NAMES)
def test_a_value_outside_is_refused_in_one_sentence(tmp_path, job, path, default, allowed):
    for value in outside(default, allowed):
        with pytest.raises(InputError) as caught:
            read_with(tmp_path, job, path, value)
        assert_sentence(str(caught.value), path[-1])


@pytest.mark.parametrize(("job", "path", "default", "allowed"), LIMITED, ids=NAMES)
def test_default_and_ends_are_allowed(tmp_path, job, path, default, allowed):
    assert allowed.allow(default)
    ends = allowed.choices if allowed.choices else (type(default)(allowed.low), type(default)(allowed.high))
    for value in ends:
        read_with(tmp_path, job, path, [value] if isinstance(default, tuple) else value)


def test_every_number_of_a_job_has_limits():
    plain = {
        (job.task, item.name)
        for job in EXAMPLES
        for owner in (job, getattr(job, "settings", None), getattr(job, "forest", None))
        for item in (dataclasses.fields(owner) if owner is not None else ())
        if type(item.default) in (int, float) and not item.metadata
    }
    assert plain == set()


def test_the_grid_searches_within_the_limits():
    for name, axis in AXES.items():
        own = limits(TrainingSettings, name)
        assert own.allow(axis.kind(axis.low))
        assert own.allow(axis.kind(axis.high))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("output", "/k\udcfcste/map.tif", "not written in UTF-8"),
        ("output", "/map\0.tif", "control character"),
        ("model", "/a\nb.socmodel", "control character"),
        ("output", "/map\x1b[2J.tif", "control character"),
        ("extent", {"xmin": 1e999, "ymin": 0, "xmax": 1, "ymax": 1, "crs_wkt": ""}, "beyond all numbers"),
        ("extent", {"xmin": 10**400, "ymin": 0, "xmax": 1, "ymax": 1, "crs_wkt": ""}, "beyond all numbers"),
        ("memory_mb", 10**200, "is too large, the limit is"),
        ("covariates", [{"name": "a\tb", "path": "/a.tif"}], "control character"),
    ],
    ids=["Latin-1", "null", "line break", "escape", "infinity", "huge float", "huge integer", "layer"],
)
def test_text_and_numbers_that_nobody_meant(tmp_path, field, value, words):
    predict = next(job for job in EXAMPLES if job.task == "predictsocraster")
    with pytest.raises(InputError) as caught:
        read_with(tmp_path, predict, (field,), value)
    assert_sentence(str(caught.value), words)
    assert str(caught.value).isprintable()


def test_texts_of_several_lines_stay_possible(tmp_path):
    predict = next(job for job in EXAMPLES if job.task == "predictsocraster" and job.mask)
    mask = {"geojson": '{"type":\n"Polygon"}', "crs_wkt": 'PROJCRS["a",\n\tBASE]'}
    assert read_with(tmp_path, predict, ("mask",), mask).mask.crs_wkt == mask["crs_wkt"]


def test_json_that_is_deep(tmp_path):
    (tmp_path / "job.json").write_text('{"a":' * 100_000)
    with pytest.raises(InputError, match="is not a readable job file"):
        read_job(tmp_path / "job.json")
