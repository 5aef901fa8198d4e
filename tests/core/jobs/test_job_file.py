"""Job files: what QGIS writes is what the core reads, and nothing else is taken."""

import dataclasses
import json
import re

import pytest

from socmap_plugin.core.jobs.areas import MapDocumentJob, MapWords, ProposeSamplesJob, ZonalStockJob, ZoneTable
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.dataset import BuildDatasetJob, ListCovariatesJob
from socmap_plugin.core.jobs.inputs import Extent, Mask, ProductFile, RasterLayer, SampleTable
from socmap_plugin.core.jobs.job_file import job_document, read_job, write_job
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.jobs.satellite import AnnualEviJob, ImportPhenologyJob
from socmap_plugin.core.jobs.soils import (
    CheckSamplesJob,
    HarmonizeDepthsJob,
    HorizonTable,
    PartTable,
    SocStockJob,
    SocStockMapJob,
)
from socmap_plugin.core.jobs.tasks import JOBS
from socmap_plugin.core.jobs.terrain import TerrainJob
from socmap_plugin.core.jobs.verdicts import CompareMapsJob, MapEveryGroupJob, ValidateMapJob
from socmap_plugin.core.runtime.errors import InputError

SAMPLES = SampleTable(
    "Böden", "WKT", ("1", "2", "3"), (1.0, 2.0, 3.5), (4.0, 5.0, 6.0), (7.5, None, "n/a"), ("a", "b", "")
)
EXAMPLES = [
    BuildDatasetJob(SAMPLES, "/out/d.npz"),
    BuildDatasetJob(
        SAMPLES, "/out/d.npz", (RasterLayer("dem", "/dem.tif", "WKT"),), (RasterLayer("evi", "/evi.tif"),),
        RasterLayer("reference", "/r.tif"), '"SOM" / 1.724', "%", "(?P<time>x)", {"dem": "terrain"}, 3, "bilinear",
        "/out/dropped.csv", "/out/r.html",
    ),
    TrainNetworkJob("/d.npz", "/m.socmodel", settings=TrainingSettings(categories=("climate",), log_target="on")),
    TrainForestJob("/d.npz", "/m.socmodel", "/r.html", ForestSettings(trees=50)),
    TerrainJob(RasterLayer("dem", "/dem.tif", "WKT"), "/out", "ft", 512),
    ListCovariatesJob("/t.csv", (RasterLayer("dem", "/dem.tif"),), reference=RasterLayer("dem", "/dem.tif")),
    MapDocumentJob(
        RasterLayer("soc", "/in/soc.tif"), "/out/c.csv", MapWords("Carbon", depth="0-30 cm"), metadata="/out/m.xml",
        copy="/out/ISO_GSNmap_SOC_Map030.tif", aoa=RasterLayer("aoa", "/in/aoa.tif"), naming="gsnmap",
    ),
    ProposeSamplesJob(
        "/p.csv", (RasterLayer("dem", "/dem.tif"),), "/m.socmodel", SAMPLES, Mask('{"type": "Polygon"}', "WKT"),
        RasterLayer("cost", "/c.tif"), None, 50, 5, "stratified", 100.0, 7, "/r.html",
    ),
    MapEveryGroupJob("/d.npz", "/maps", "/all.png", "/r.html", ("forest",), "climate; climate,terrain"),
    CompareMapsJob(
        (RasterLayer("a", "/a.tif"), RasterLayer("b", "/b.tif")), "/d.tif", "/s.csv", "/r.html",
        zones=ZoneTable("zones", "WKT", ("a",), ('{"type": "Polygon"}',), (1.0,)),
    ),
    ZonalStockJob(
        ZoneTable("districts", "WKT", ("a",), ('{"type": "Polygon"}',), (1.0,)), RasterLayer("m", "/m.tif"),
        "/t.csv", "/r.html", stddev=RasterLayer("sd", "/sd.tif"), residuals=SAMPLES, uncorrelated=True, coverage=0.95,
    ),
    ValidateMapJob(
        RasterLayer("soc", "/soc.tif"), SAMPLES, "/m.csv", "/r.csv", "/r.html", RasterLayer("low", "/l.tif"), None,
        "stratified", {"clay": 20.0}, (0.5, None, 0.1), 0.95,
    ),
    HarmonizeDepthsJob(
        HorizonTable("pits", "WKT", ("a", "a"), (0.0, None), (5.0, "deep"), {"soc": (3.0, "<1")}, {"a": (1.0, 2.0)}),
        "/o.csv", "/f.csv", "0-30", "mean", 0.0, "m",
    ),
    SocStockJob(
        PartTable("pits", "WKT", ("a", "b"), (0.0, 1.0), (2.0, 3.0), {"soc": (9.0, "<1"), "thickness": (30.0, None)}),
        "/o.csv", "/f.csv", "own", "linear 1.5 -0.05", "half_90", 3900.0, 7,
    ),
    SocStockMapJob(
        RasterLayer("soc", "/soc.tif"), "/o.tif", "/sd.tif", RasterLayer("bd", "/bd.tif"), None, 25.0, "drew1973",
        soc_lower=RasterLayer("l", "/l.tif"), soc_upper=RasterLayer("u", "/u.tif"), coverage=0.95, thickness_error=1.0,
    ),
    CheckSamplesJob(
        SAMPLES, "/f.csv", "/r.html", "soc", "%", (RasterLayer("a", "/a.tif"),), Mask("{}", "WKT"), 4.0,
        (2011.0, "x", None), "2026-11-25",
    ),
    CrossValidateJob("/d.npz", "/m.csv", models=("forest", "mean"), folds=3),
    PredictJob("/m.socmodel", "/map.tif"),
    ImportPhenologyJob((ProductFile("/t/a.tif", "/a.hdf", "Greenup"),), "/out", 2, "good", "detailed", years="2002"),
    PredictJob(
        "/m.socmodel", "/map.tif", "/sd.tif", (RasterLayer("dem", "/dem.tif"),), Extent(0.0, 1.0, 2.0, 3.0, "WKT"),
        Mask('{"type": "Polygon"}', "WKT"), "cpu", 512,
    ),
    AnnualEviJob(
        (ProductFile("/tmp/1.tif", "/MOD09GA.A2010001.h18v03.061.hdf", "state_1km_1"),), "/out", "/out/count.tif",
        Extent(0.0, 1.0, 2.0, 3.0, "WKT"), "2010-2012", ("cloudy", "high-aerosol"), 5,
    ),
]  # fmt: skip


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
