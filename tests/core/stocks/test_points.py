"""SOC Stock through its job: stocks at points, what is used for missing densities, and every bad value named."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from socmap_plugin.core.jobs.soils import PartTable, SocStockJob
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.settings.pedotransfer import BY_NAME
from socmap_plugin.core.stocks.density import density
from socmap_plugin.core.stocks.points import run
from tests.builders import rasters
from tests.builders.listener import Listener


@pytest.fixture
def stocks(tmp_path):
    """Return a function that runs parts and returns the rows, the findings and what was said."""

    def calculate(parts, **changes):
        count = len(next(iter(parts.values())))
        ids = tuple("abcdefghijklmnopqrstuvwxyz"[:count])
        places = tuple(float(i) for i in range(count))
        table = PartTable(
            "pits", rasters.wkt(rasters.UTM), ids, places, places, {n: tuple(v) for n, v in parts.items()}
        )
        job = SocStockJob(table, str(tmp_path / "out.csv"), str(tmp_path / "findings.csv"), **changes)
        progress, read = Listener(), []
        run(job, progress)
        for path in (job.output, job.findings):
            with open(path, newline="", encoding="utf-8") as file:
                read.append(list(csv.DictReader(file)))
        return {row["sample_id"]: row for row in read[0]}, read[1], progress

    return calculate


def test_a_stock_with_its_error(stocks):
    parts = {"soc": [20.0], "bulk_density": [1.3], "stones": [10.0], "thickness": [30.0], "soc_error": [2.0]}
    rows, findings, said = stocks(parts, reference_mass=3900)
    row = rows["a"]
    assert (row["stock"], row["stock_sd"], row["stock_density_from"]) == ("70.2", "7.02", "measured")
    assert float(row["stock_sd_simulated"]) == pytest.approx(7.02, rel=0.05)
    assert (row["stock_soil_mass"], row["stock_equal_mass"], row["stock_equal_mass_sd"]) == ("3510", "78", "7.8")
    assert (findings, said.warnings) == ([], [])
    rows, _, _ = stocks({**parts, "soc_error": [2 * 1.6449]}, error_kind="half_90")
    assert rows["a"]["stock_sd"] == "7.02"
    assert "stock_equal_mass" not in rows["a"]


def test_missing_densities_are_estimated_with_the_error_on_the_measured_ones(stocks):
    soc = np.linspace(5, 60, 12)
    measured = density(BY_NAME["drew1973"], soc) + np.tile([0.06, -0.06], 6)
    parts = {"soc": [*soc, 20.0], "bulk_density": [*measured, None], "thickness": [30.0] * 13}
    rows, findings, said = stocks(parts, pedotransfer="best")
    assert rows["m"]["stock_density_from"] == "drew1973"
    assert float(rows["m"]["stock_density"]) == pytest.approx(1.33108, abs=1e-5)
    assert float(rows["m"]["stock_sd"]) == pytest.approx(20 * 0.06 * 30 / 10, rel=1e-6)
    assert (rows["a"]["stock_density_from"], rows["a"]["stock_sd"]) == ("measured", "0")
    assert "best first: drew1973 0.060" in said.lines[0]
    assert "Bulk densities of 1 point are estimated by drew1973, with an error of 0.060" in said.lines[1]
    assert "156 samples to 30 cm under forest in Minnesota" in said.lines[2]
    _, _, said = stocks(parts, pedotransfer="jeffrey1970")
    assert "choose drew1973 as PEDOTRANSFER" in said.warnings[0]
    rows, findings, said = stocks(parts)
    assert "1 point without a bulk density; drew1973 is best on the measured ones" in said.warnings[0]
    assert rows["m"]["stock"] == ""
    assert [(row["sample_id"], row["property"], row["reason"]) for row in findings] == [
        ("m", "bulk_density", "missing part")
    ]


def test_without_measured_densities_a_typical_error_is_assumed(stocks):
    rows, _, said = stocks({"soc": [20.0], "thickness": [30.0]}, pedotransfer="own", own_function="linear 1.5 -0.05")
    assert float(rows["a"]["stock_density"]) == pytest.approx(1.5 - 0.05 * 3.448)
    assert float(rows["a"]["stock_sd"]) == pytest.approx(20 * 0.2 * 30 / 10)
    assert "error of 0.200 g/cm3 (assumed, because too few are measured to judge by)" in said.lines[0]


GOOD = {"soc": 20.0, "bulk_density": 1.3, "stones": 10.0, "thickness": 30.0, "soc_error": 2.0}


@pytest.mark.parametrize(
    ("part", "value", "reason", "effect", "text"),
    [
        ("soc", 600.0, "impossible value", "left out", "SOC is 600; soils have 0 to 580 g/kg."),
        ("soc", -1.0, "impossible value", "left out", "SOC is -1; soils have 0 to 580 g/kg."),
        ("soc", "<1", "impossible value", "left out", "SOC is '<1'; soils have 0 to 580 g/kg."),
        ("soc", "nan", "impossible value", "left out", "SOC is nan; soils have 0 to 580 g/kg."),
        ("bulk_density", 1300.0, "impossible value", "left out", "BULK_DENSITY is 1300; soils have 0.02 to 2.65"),
        ("stones", 120.0, "impossible value", "left out", "STONES is 120; soils have 0 to 100 % of the volume."),
        ("thickness", 0.0, "impossible value", "left out", "THICKNESS is 0; soils have 0.1 to 2000 cm."),
        ("thickness", None, "missing part", "left out", "THICKNESS has no value to use."),
        ("stones", None, "missing part", "left out", "STONES has no value to use."),
        ("soc_error", None, "no error", "kept", "SOC_ERROR has no number from 0 on; the error"),
        ("soc_error", -2.0, "no error", "kept", "SOC_ERROR has no number from 0 on; the error"),
    ],
)  # fmt: skip
def test_a_bad_value_is_named_once(stocks, part, value, reason, effect, text):
    parts = {name: [good, value if name == part else good] for name, good in GOOD.items()}
    rows, findings, _ = stocks(parts)
    assert rows["a"]["stock"] == "70.2"
    assert (rows["b"]["stock"] == "") == (effect == "left out")
    assert rows["b"]["stock_sd"] == ""
    (found,) = findings
    assert (found["sample_id"], found["property"], found["reason"], found["effect"]) == ("b", part, reason, effect)
    assert found["finding"].startswith(text)


def test_a_density_outside_of_a_function_is_named(stocks):
    rows, findings, _ = stocks({"soc": [20.0, 0.4], "thickness": [30.0, 30.0]}, pedotransfer="jeffrey1970")
    assert (rows["a"]["stock_density_from"], rows["b"]["stock_density_from"]) == ("jeffrey1970", "")
    assert [(row["sample_id"], row["reason"]) for row in findings] == [("b", "outside the function")]


def test_shares_of_stones_are_noticed(stocks):
    parts = {"soc": [20.0, 20.0], "bulk_density": [1.3, 1.3], "stones": [0.1, 0.4], "thickness": [30.0, 30.0]}
    _, findings, _ = stocks(parts)
    assert [row["reason"] for row in findings] == ["shares, not per cent?"]


def test_errors_that_are_too_large_for_the_first_order_are_said(stocks):
    parts = {
        "soc": [20.0],
        "bulk_density": [1.3],
        "thickness": [30.0],
        "soc_error": [16.0],
        "bulk_density_error": [1.0],
    }
    _, _, said = stocks(parts)
    assert "too large for the first order; take the simulated ones" in said.warnings[0]


def test_no_stock_at_all_is_an_error(stocks):
    with pytest.raises(InputError, match="^No point of pits has all parts of a stock; see that SOC, BULK_DENSITY"):
        stocks({"soc": [20.0], "thickness": [30.0]})


def test_the_same_seed_gives_the_same_bytes(stocks, tmp_path):
    parts = {"soc": [20.0, 8.0], "bulk_density": [1.3, 1.4], "thickness": [30.0] * 2, "soc_error": [2.0] * 2}
    made = []
    for seed in (1, 1, 2):
        stocks(parts, seed=seed)
        made.append((tmp_path / "out.csv").read_bytes())
    assert made[0] == made[1] != made[2]
