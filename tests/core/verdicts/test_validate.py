"""Validate Map through its job: what points and designs say of a map, what is refused, and the points of Xuancheng."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.intervals import labels
from socmap_plugin.core.jobs.inputs import RasterLayer, SampleTable
from socmap_plugin.core.jobs.verdicts import ValidateMapJob
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.verdicts.measures import BIAS, R2, RMSE, Measure, Pairs
from socmap_plugin.core.verdicts.validate import Verdict, run
from tests.builders import rasters
from tests.builders.places import SHARED_DATA

SIDE = rasters.SIDE
# Of the strata of the sample, cells of 30 m: Brus (2022), section 31.2.
XUANCHENG = {"1": 64426, "2": 13973, "3": 92209, "4": 107873, "5": 24315, "6": 239235, "7": 101433, "8": 46188}


@pytest.fixture
def job(tmp_path):
    """A map that is 1 too high everywhere but in one corner without values, its limits, and 40 points."""
    random = np.random.default_rng(3)
    truth = random.gamma(4, 5, (SIDE, SIDE)).astype(np.float32)
    mapped = truth + 1
    mapped[:4, :4] = -9999
    row, col = np.divmod(random.choice(SIDE * SIDE - 4 * SIDE, 40, replace=False) + 4 * SIDE, SIDE)
    row[0], col[0] = 0, 0
    x = rasters.X0 + (col + 0.5) * rasters.PIXEL
    y = rasters.Y0 - (row + 0.5) * rasters.PIXEL
    points = SampleTable(
        "points", rasters.wkt(rasters.UTM), tuple(f"p{i}" for i in range(40)), tuple(x.tolist()), tuple(y.tolist()),
        (*truth[row, col].astype(float).tolist()[:-1], None), tuple("east" if c >= SIDE // 2 else "west" for c in col),
    )  # fmt: skip
    return ValidateMapJob(
        rasters.raster(tmp_path / "map.tif", mapped, nodata=-9999, units=["g/kg"]),
        points,
        str(tmp_path / "metrics.csv"),
        str(tmp_path / "residuals.csv"),
        str(tmp_path / "report.html"),
        rasters.raster(tmp_path / "lower.tif", truth - 2),
        rasters.raster(tmp_path / "upper.tif", np.where(np.arange(SIDE) < SIDE // 2, truth + 2, truth - 1)),
        areas={"east": 1.0, "west": 1.0},
    )


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("design", ["none", "simple", "stratified"])
def test_a_map_that_is_one_too_high(job, design):
    result = run(dataclasses.replace(job, design=design), Progress())
    assert result["rmse"] == pytest.approx(1, abs=1e-5)
    assert result["bias"] == pytest.approx(1, abs=1e-5)
    assert result["verdict"].startswith("RMSE 1 (1 to 1) g/kg; R2 0.99")
    measures = {row["measure"]: row for row in table(job.metrics)}
    assert list(measures) == ["rmse", "r2", "bias", "mae", "ccc", "coverage"]
    rows = table(job.residuals)
    assert len(rows) == 38  # one point without a value on the map, one without a value of its own
    assert {round(float(row["map_residual"]), 4) for row in rows} == {-1}
    west = [row["inside"] == "1.0" for row in rows]
    if design == "stratified":  # all of one half are inside
        assert float(measures["coverage"]["value"]) == pytest.approx(0.5)
    else:
        assert float(measures["coverage"]["value"]) == pytest.approx(np.mean(west))
    report = Path(job.report).read_text(encoding="utf-8")
    assert ("not a probability sample: nobody knows" in report) == (design == "none")
    left_out = "OBSERVED is no number that can be measured: 1; the map has no value there: 1"
    assert f"2 of 40 points do not count ({left_out})" in report


def with_limits(job, tmp_path, labels, reach=2.0):
    """The job with limits as far from the truth as `reach`, whose bands are described as `labels`."""
    with rasterio.open(job.map.path) as file:
        truth = file.read(1) - 1
    layers = [
        rasters.raster(tmp_path / f"limit_{i}.tif", (truth + sign * reach).astype(np.float32), names=[label])
        for i, (sign, label) in enumerate(zip((-1, 1), labels))
    ]
    return dataclasses.replace(job, lower=layers[0], upper=layers[1])


@pytest.mark.parametrize(
    ("reach", "share", "coverage", "words"),
    [
        (2.0, 80, 0.0, "hold 100 % of what is observed (90 to 100) where 80 % are promised, so they are wider than"),
        (-2.0, 80, 0.0, "hold 0 % of what is observed (0 to 10) where 80 % are promised, so they are too narrow;"),
        (2.0, 97.5, 0.0, "where 97.5 % are promised, which agrees;"),
        (2.0, None, 0.0, "where 90 % are promised"),
        (2.0, 80, 0.95, "where 95 % are promised, which agrees;"),
    ],
)
def test_limits_are_judged_by_what_their_files_promise(job, tmp_path, monkeypatch, reach, share, coverage, words):
    names = [f"{label.format(share)} (g/kg)" if share else "a band" for label in (labels.LOWER, labels.UPPER)]
    warned, progress = [], Progress()
    monkeypatch.setattr(progress, "warn", warned.append)
    own = dataclasses.replace(with_limits(job, tmp_path, names, reach), coverage=coverage, design="simple")
    assert words in run(own, progress)["verdict"]
    assert any("COVERAGE is 0.95, and the files of the limits say" in line for line in warned) == (coverage > 0)


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        (-0.5, 0.3, "R2 0.1 (-0.5 to 0.3), so the map may be no better than the mean everywhere;"),
        (-0.5, -0.1, "R2 0.1 (-0.5 to -0.1), so the mean everywhere would be no worse than the map;"),
        (0.05, 0.3, "R2 0.1 (0.05 to 0.3); bias"),
    ],
)
def test_the_verdict_says_whether_the_map_beats_one_number(job, lower, upper, words):
    numbers = Measure(0.1, 0.1, 0.0, 0.2)
    measures = {RMSE: numbers, R2: Measure(0.1, 0.1, lower, upper), BIAS: numbers}
    none = np.zeros(0)
    line = Verdict(job, "g/kg", np.arange(9), Pairs(none, none), None, None, measures, {}).line
    assert words in line
    assert line.endswith("95 % intervals in brackets.")


def test_limits_of_two_intervals_are_no_pair(job, tmp_path):
    own = with_limits(job, tmp_path, [labels.LOWER.format(90), labels.UPPER.format(80)])
    with pytest.raises(InputError, match=r"LOWER is of 90 % and UPPER is of 80 %; give both of one map"):
        run(own, Progress())


def test_known_probabilities_weigh_the_points(job):
    observed = np.array([value or np.nan for value in job.points.target])
    probabilities = tuple(np.where(np.arange(40) % 2, 0.5, 0.1).tolist())
    job = dataclasses.replace(job, design="probability", probabilities=probabilities, report="", lower=None, upper=None)
    doubled = (*(observed[:-1] * 2).tolist(), None)
    job = dataclasses.replace(job, points=dataclasses.replace(job.points, target=doubled))
    result = run(job, Progress())
    rows = np.arange(1, 39)
    error, weights = 1 - observed[rows], 1 / np.array(probabilities)[rows]
    assert result["bias"] == pytest.approx(np.average(error, weights=weights), rel=1e-5)


def test_areas_may_follow_of_probabilities(job):
    """Twice the probability in the west with as many points there means half the area."""
    east = np.array([name == "east" for name in job.points.strata])
    counts = {True: east[1:-1].sum(), False: (~east)[1:-1].sum()}
    probabilities = tuple(float(counts[bool(one)]) / (2 if one else 1) for one in east)
    given = run(dataclasses.replace(job, design="stratified", areas={"east": 2.0, "west": 1.0}), Progress())
    derived = run(dataclasses.replace(job, design="stratified", areas={}, probabilities=probabilities), Progress())
    assert derived["verdict"] == given["verdict"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"upper": None}, "Of the limits only one is given"),
        ({"design": "probability"}, "have no inclusion probabilities; choose their field under PROBABILITY"),
        ({"design": "stratified", "areas": {}}, "give the areas of the strata by STRATA_LAYER or STRATA_AREAS, or"),
        ({"design": "stratified", "areas": {"east": 1.0}}, "The strata 'west' of the points have no area above 0"),
    ],
)
def test_what_a_design_lacks_is_said(job, changes, message):
    with pytest.raises(InputError, match=message):
        run(dataclasses.replace(job, **changes), Progress())


def test_points_beside_the_map_are_refused(job):
    far = dataclasses.replace(job.points, x=tuple(x + 1e6 for x in job.points.x))
    with pytest.raises(InputError, match="^0 of 40 points have a value and lie where the map has one, at least 5"):
        run(dataclasses.replace(job, points=far), Progress())


def test_the_probability_sample_of_xuancheng(tmp_path):
    """Precipitation stands for a map; the numbers are those of the formulas of Brus (2022), section 31.2."""
    folder = SHARED_DATA / "xuancheng_sswr"
    if not folder.is_dir():
        pytest.skip(f"the data of Xuancheng are not at {folder}")
    rows = [row for row in table(folder / "samples.csv") if row["sample"] == "STSI"]
    assert len(rows) == 62
    points = SampleTable(
        "STSI", rasters.wkt(rasters.UTM), tuple(row["id"] for row in rows), tuple(float(row["s1"]) for row in rows),
        tuple(float(row["s2"]) for row in rows), tuple(float(row["SOM_A_hori"]) / 1.724 for row in rows),
        tuple(row["stratum"].removesuffix(".0") for row in rows),
    )  # fmt: skip
    layer = RasterLayer("precipitation", str(folder / "covs/precipitation.tif"))
    job = ValidateMapJob(
        layer, points, str(tmp_path / "m.csv"), str(tmp_path / "r.csv"), design="stratified",
        areas={name: float(cells) for name, cells in XUANCHENG.items()},
    )  # fmt: skip
    run(job, Progress())
    kept = {row["sample_id"]: row for row in table(job.residuals)}
    assert len(kept) == 50
    by_stratum: dict[str, list[float]] = {}
    for row in rows:
        if row["id"] in kept:
            by_stratum.setdefault(row["stratum"][0], []).append(-float(kept[row["id"]]["map_residual"]))
    total = sum(XUANCHENG[name] for name in by_stratum)
    expected = sum(XUANCHENG[name] / total * np.mean(own) for name, own in by_stratum.items())
    measures = {row["measure"]: row for row in table(job.metrics)}
    assert float(measures["bias"]["value"]) == pytest.approx(expected, rel=1e-9)
