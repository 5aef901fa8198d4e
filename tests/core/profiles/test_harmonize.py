"""Harmonise Depths through its job: standard depths, and every bad horizon named."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from socmap_plugin.core.jobs.soils import HarmonizeDepthsJob, HorizonTable
from socmap_plugin.core.profiles.harmonize import run
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters


@pytest.fixture
def harmonized(tmp_path):
    """Return a function that runs rows (profile, top, bottom, soc) and returns profiles and findings."""

    def harmonize(rows, places=None, **changes):
        owners, tops, bottoms, soc = zip(*rows)
        located = {name: (float(i), 0.0) for i, name in enumerate(dict.fromkeys(owners))} if places is None else places
        table = HorizonTable("pits", rasters.wkt(rasters.UTM), owners, tops, bottoms, {"soc": soc}, located)
        job = HarmonizeDepthsJob(table, str(tmp_path / "out.csv"), str(tmp_path / "findings.csv"), **changes)
        run(job, Progress())
        read = []
        for path in (job.output, job.findings):
            with open(path, newline="", encoding="utf-8") as file:
                read.append(list(csv.DictReader(file)))
        return {row["sample_id"]: row for row in read[0]}, read[1]

    return harmonize


def test_weighted_means(harmonized):
    profiles, findings = harmonized(
        [("a", 0.0, 10.0, 30.0), ("a", 10.0, 40.0, 6.0), ("b", 0.0, 20.0, 9.0)], depths="0-20; 0-30", method="mean"
    )
    assert float(profiles["a"]["soc_0_20"]) == pytest.approx(18)
    assert float(profiles["a"]["soc_0_30"]) == pytest.approx(14)
    assert float(profiles["a"]["soc_rmse"]) == 0
    assert (profiles["b"]["soc_0_30"], profiles["b"]["soc_0_30_sampled"], profiles["b"]["soc_rmse"]) == ("9", "20", "")
    assert [(row["sample_id"], row["reason"], row["effect"]) for row in findings] == [("b", "one horizon", "kept")]


def test_metres_are_taken_for_metres(harmonized):
    rows = [("a", 0.0, 0.1, 30.0), ("a", 0.1, 0.4, 6.0)]
    profiles, findings = harmonized(rows, depth_unit="m", method="mean", depths="0-20")
    assert float(profiles["a"]["soc_0_20"]) == pytest.approx(18)
    assert findings == []
    assert [row["reason"] for row in harmonized(rows, method="mean")[1]] == ["depths in metres?"]


GOOD = [("good", 0.0, 20.0, 20.0), ("good", 20.0, 60.0, 8.0)]


@pytest.mark.parametrize(
    ("rows", "reason", "effect", "part", "said"),
    [
        ([("p", 0.0, 20.0, 5.0), ("p", 10.0, 30.0, 4.0)], "overlap", "left out", "10-30 cm", "overlaps the horizon"),
        ([("p", 0.0, 50.0, 5.0), ("p", 10.0, 20.0, 4.0)], "overlap", "left out", "10-20 cm", "horizon 0-50 cm"),
        ([("p", 0.0, 20.0, 5.0), ("p", 30.0, 40.0, 4.0)], "gap", "kept", "30-40 cm", "from 20 to 30 cm"),
        ([("p", 30.0, 10.0, 5.0)], "top not above bottom", "left out", "30-10 cm, row 3", "30 cm, is not above"),
        ([("p", 10.0, 10.0, 5.0)], "top not above bottom", "left out", "10-10 cm, row 3", "10 cm, is not above"),
        ([("p", None, 10.0, 5.0)], "missing depth", "left out", "row 3", "The top is missing"),
        ([("p", 0.0, "deep", 5.0)], "missing depth", "left out", "row 3", "The bottom is 'deep'"),
        ([("p", -5.0, 0.0, 300.0)], "organic layer", "left out", "-5-0 cm, row 3", "above the mineral soil"),
        ([("p", 5.0, 0.0, 300.0)], "organic layer", "left out", "5-0 cm, row 3", "above the mineral soil"),
        ([("p", -5.0, 10.0, 30.0)], "negative depth", "left out", "-5-10 cm, row 3", "The top is -5 cm"),
        ([("p", 0.0, 10.0, 5.0), ("p", 0.0, 10.0, 7.0)], "duplicate horizon", "changed", "0-10 cm", "(5, 7); their"),
        ([("p", 0.0, 10.0, None)], "missing value", "left out", "0-10 cm, row 3", "soc has no value"),
        ([("p", 0.0, 10.0, "<0.5")], "below detection", "changed", "0-10 cm, row 3", "half of the limit, 0.25"),
        ([("p", 0.0, 10.0, "trace")], "no number", "left out", "0-10 cm, row 3", "'trace', which is no number"),
        ([("p", 0.0, 10.0, -1.0)], "negative value", "left out", "0-10 cm, row 3", "soc is -1"),
        ([("p", 0.0, 10.0, 0.0)], "zero", "kept", "0-10 cm, row 3", "soc is 0"),
        ([("p", 0.0, 10.0, 3.0)], "one horizon", "kept", "0-10 cm", "only horizon"),
        ([("", 0.0, 10.0, 3.0)], "no profile", "left out", "row 3", "names no profile"),
    ],
)  # fmt: skip
def test_a_bad_horizon_is_named(harmonized, rows, reason, effect, part, said):
    profiles, findings = harmonized(GOOD + rows)
    (found,) = [row for row in findings if row["reason"] == reason]
    assert (found["sample_id"], found["effect"], found["part"].lstrip("'")) == (rows[0][0], effect, part)
    assert said in found["finding"]
    assert float(profiles["good"]["soc_0_5"]) > 20  # whatever is wrong elsewhere
    if effect == "left out" and rows[0][0]:
        assert profiles["p"]["soc_0_5"] == ""  # there, and without a value


def test_a_duplicate_counts_with_its_mean(harmonized):
    profiles, _ = harmonized([("p", 0.0, 10.0, 5.0), ("p", 0.0, 10.0, 7.0)], depths="0-10")
    assert profiles["p"]["soc_0_10"] == "6"


def test_a_spline_that_falls_below_zero_is_named(harmonized):
    rows = [("p", 0.0, 10.0, 100.0), ("p", 10.0, 20.0, 1.0), ("p", 20.0, 30.0, 1.0)]
    profiles, findings = harmonized(rows, lam=0.0, depths="0-10; 14-18")
    assert profiles["p"]["soc_14_18"] == "0"
    assert [row["reason"] for row in findings] == ["spline below 0"]
    assert "for 14-18 cm; 0 is used" in findings[0]["finding"]


def test_profiles_without_a_place_are_named(harmonized):
    profiles, findings = harmonized([*GOOD, ("p", 0.0, 10.0, 3.0)], places={"good": (1.0, 2.0)})
    assert list(profiles) == ["good"]
    assert [(row["sample_id"], row["x"]) for row in findings if row["reason"] == "no place"] == [("p", "")]
    with pytest.raises(InputError, match="^No profile of pits has a place and a horizon with depths and a value"):
        harmonized(GOOD, places={})


def test_many_profiles_equal_each_alone(harmonized):
    random = np.random.default_rng(2)
    rows = []
    for i in range(40):
        limits = np.cumsum(random.integers(5, 30, random.integers(2, 7))).astype(float).tolist()
        tops = [0.0, *limits[:-1]]
        rows += [(f"p{i}", top, bottom, float(random.gamma(2, 5))) for top, bottom in zip(tops, limits)]
    together, _ = harmonized(rows)
    alone, _ = harmonized([row for row in rows if row[0] == "p7"])
    for name, value in alone["p7"].items():
        if name.startswith("soc") and value:
            assert float(together["p7"][name]) == pytest.approx(float(value), rel=1e-9)
