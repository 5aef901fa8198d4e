"""Job files: what QGIS writes is what the core reads, and nothing else is taken."""

import dataclasses
import json
import re

import pytest

from socmap_plugin.core.jobs.job_file import job_document, read_job, write_job
from socmap_plugin.core.jobs.tasks import JOBS
from socmap_plugin.core.runtime.errors import InputError
from tests.builders.job_examples import EXAMPLES, SAMPLES


@pytest.mark.parametrize("job", EXAMPLES, ids=lambda job: job.task)
def test_a_job_comes_back_as_it_was_written(tmp_path, job):
    write_job(job, tmp_path / "job.json")
    assert read_job(tmp_path / "job.json") == job


def test_every_task_has_an_example():
    assert {job.task for job in EXAMPLES} == set(JOBS)


def document(**changes):
    job = {
        "schema": 1,
        "task": "buildpatchdataset",
        "dataset": "/out/d.npz",
        "samples": json.loads(json.dumps(dataclasses.asdict(SAMPLES))),
    }
    job.update(changes)
    return {key: value for key, value in job.items() if value != "left out"}


def read(tmp_path, content):
    path = tmp_path / "job.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_job(path)


def test_a_job_written_by_hand_may_leave_out_what_has_a_default(tmp_path):
    assert read(tmp_path, document()) == EXAMPLES[0]


@pytest.mark.parametrize(("written", "read_as"), [(True, "on"), (False, "off"), ("auto", "auto"), (1, None)])
def test_what_was_yes_or_no_in_earlier_versions_is_a_word(tmp_path, written, read_as):
    job = {"schema": 1, "task": "crossvalidate", "dataset": "/d.npz", "metrics": "/m.csv"}
    job["settings"] = {"log_target": written}
    if read_as is None:
        with pytest.raises(InputError, match="settings.log_target is 1, which is not of the type str"):
            read(tmp_path, job)
    else:
        assert read(tmp_path, job).settings.log_target == read_as


def test_a_whole_number_is_a_number(tmp_path):
    samples = {**document()["samples"], "x": [1, 2, 3], "target": [7, None, "n/a"]}
    table = read(tmp_path, document(samples=samples)).samples
    assert table.x == (1.0, 2.0, 3.0)
    assert [type(value) for value in table.target] == [float, type(None), str]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is not a readable job file"),
        ("{", "is not a readable job file"),
        ("[1]", "names no known task; known are buildpatchdataset, listcovariates"),
        ({"schema": 1, "task": "deletefiles"}, "names no known task"),
        (document(schema=2), "has job schema 2, this version reads 1; use matching versions"),
        (document(schema="left out"), "has job schema None"),
        (document(dataset="left out"), "lacks ['dataset'] and has unknown []"),
        (document(windw=5), "lacks [] and has unknown ['windw']"),
        (document(window=5.0), "buildpatchdataset.window is 5.0"),
        (document(window="5"), "buildpatchdataset.window is '5'"),
        (document(window=True), "buildpatchdataset.window is True"),
        (document(dataset=None), "buildpatchdataset.dataset is None"),
        (document(static={"name": "dem"}), "buildpatchdataset.static is {'name': 'dem'}"),
        (document(static=[{"name": "dem", "path": 5}]), "buildpatchdataset.static[0].path is 5"),
        (document(static=[{"name": "dem"}]), "buildpatchdataset.static[0] lacks ['path']"),
        (document(reference=[]), "buildpatchdataset.reference is []"),
        (document(categories={"dem": 1}), "buildpatchdataset.categories.dem is 1"),
        (document(samples=[]), "buildpatchdataset.samples is [], which is not an object"),
        (document(samples={**document()["samples"], "x": ["west", 2, 3]}), "buildpatchdataset.samples.x[0] is 'west'"),
        (
            document(samples={**document()["samples"], "target": [[1], 2, 3]}),
            "buildpatchdataset.samples.target[0] is [1]",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) > 3 else "",
)
def test_a_job_file_that_cannot_be_used(tmp_path, content, words):
    with pytest.raises(InputError, match=re.escape(words)):
        read(tmp_path, content)


def test_a_job_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.json is not a readable job file"):
        read_job(tmp_path / "nothing.json")


def test_a_job_file_in_another_encoding(tmp_path):
    (tmp_path / "job.json").write_bytes(b'{"task": "\xff\xfe"}')
    with pytest.raises(InputError, match="is not a readable job file"):
        read_job(tmp_path / "job.json")


def _shortened(value, place=()):
    """Yield copies of a document in each of which a column of one table has lost its last entry, and its place."""
    for name, item in value.items() if isinstance(value, dict) else ():
        if name in ("ids", "names", "profiles", "sample_ids") and len(item):
            yield {**value, name: item[:-1]}, (*place, name)
        for changed, at in _shortened(item, (*place, name)):
            yield {**value, name: changed}, at


@pytest.mark.parametrize("job", EXAMPLES, ids=lambda job: job.task)
def test_a_table_whose_columns_are_not_of_one_length_is_refused(tmp_path, job):
    for content, place in _shortened(json.loads(json.dumps(job_document(job)))):
        with pytest.raises(InputError, match=r"has \d+ entries and \S+ has \d+; give as many of both\.$") as refused:
            read(tmp_path, content)
        assert ".".join((job.task, *place)) in str(refused.value)
