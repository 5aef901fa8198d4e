"""Check Samples: every kind of fault is found where it was planted and nowhere else; clean samples have no finding."""

from __future__ import annotations

import csv
import dataclasses
import json

import numpy as np
import pytest
from rasterio.transform import from_origin

from socmap_plugin.core.jobs.inputs import Mask, SampleTable
from socmap_plugin.core.jobs.soils import CheckSamplesJob
from socmap_plugin.core.plausibility.check_samples import check, check_by_themselves, run
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.settings import sample_rules as rules
from tests.builders import rasters
from tests.builders.listener import Listener
from tests.builders.real_data import SAMPLED, demo_samples, folder, layers, table

LEFT, BOTTOM, SIDE_M = 600_123.4, 3_400_234.5, 30_000.0
PIXEL = 250.0
CONVERTED = '"om" / 1.724'


def soc(x, y, noise):
    """Soil organic carbon in g/kg as a landscape may have it."""
    across, up = (x - LEFT) / SIDE_M, (y - BOTTOM) / SIDE_M
    return np.exp(3 + 0.5 * np.sin(5 * across) + 0.4 * np.cos(4 * up) + 0.2 * noise)


def clean(count=200, seed=1):
    rng = np.random.default_rng(seed)
    x, y = LEFT + SIDE_M * rng.random(count), BOTTOM + SIDE_M * rng.random(count)
    values = soc(x, y, rng.normal(size=count))
    return SampleTable(
        "pits", rasters.wkt(rasters.UTM), tuple(f"s{i}" for i in range(count)), tuple(x.tolist()), tuple(y.tolist()),
        tuple(values.tolist()),
    )  # fmt: skip


def with_values(samples, changed):
    return dataclasses.replace(samples, target=tuple(changed.get(i, v) for i, v in enumerate(samples.target)))


def moved(samples, places):
    x, y = (
        tuple(places[i][k] if i in places else v for i, v in enumerate(old))
        for k, old in enumerate((samples.x, samples.y))
    )
    return dataclasses.replace(samples, x=x, y=y)


def in_degrees(samples, exchanged=()):
    """The samples in longitude and latitude."""
    from rasterio.warp import transform

    x, y = transform(rasters.UTM, "EPSG:4326", samples.x, samples.y)
    for i in exchanged:
        x[i], y[i] = y[i], x[i]
    return dataclasses.replace(samples, crs_wkt=rasters.wkt("EPSG:4326"), x=tuple(x), y=tuple(y))


def area(left=LEFT, right=LEFT + SIDE_M):
    """A square around the samples, with a hole of 2 km in its middle, in UTM."""
    low, high = BOTTOM - 1000, BOTTOM + SIDE_M + 1000

    def ring(x0, y0, x1, y1):
        return [[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]

    middle = (LEFT + SIDE_M / 2, BOTTOM + SIDE_M / 2)
    hole = ring(middle[0] - 1000, middle[1] - 1000, middle[0] + 1000, middle[1] + 1000)
    geometry = {"type": "Polygon", "coordinates": [ring(left - 1000, low, right + 1000, high), hole]}
    return Mask(json.dumps(geometry), rasters.wkt(rasters.UTM))


@pytest.fixture
def covariates(tmp_path):
    """What explains the samples, with nodata in the east beyond them."""
    count = int(SIDE_M / PIXEL) + 80
    transform = from_origin(LEFT - 10 * PIXEL, BOTTOM + SIDE_M + 40 * PIXEL, PIXEL, PIXEL)
    col, row = np.meshgrid(np.arange(count) + 0.5, np.arange(count) + 0.5)
    x, y = LEFT - 10 * PIXEL + col * PIXEL, BOTTOM + SIDE_M + 40 * PIXEL - row * PIXEL
    made = []
    for name, wave in (("a", np.sin(5 * (x - LEFT) / SIDE_M)), ("b", np.cos(4 * (y - BOTTOM) / SIDE_M))):
        values = np.where(x > LEFT + SIDE_M + 5 * PIXEL, -9999, wave).astype(np.float32)
        made.append(rasters.raster(tmp_path / f"{name}.tif", values, transform=transform, nodata=-9999))
    return tuple(made)


def found(samples, unit="g/kg", expression=CONVERTED, **job):
    """Return the names of the samples that break each rule."""
    asked = CheckSamplesJob(samples, "f.csv", target_unit=unit, target_expression=expression, **job)
    by_rule = {}
    for one in check(asked, Progress()):
        by_rule.setdefault(one.rule, set()).add(one.sample)
    return by_rule


CLEAN = clean()
V = CLEAN.target


# --- clean samples ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_clean_samples_have_no_finding(seed, covariates):
    samples = clean(400, seed)
    assert found(samples, covariates=covariates, area=area()) in ({}, {rules.OUTSIDE: in_the_hole(samples)})
    assert found(in_degrees(samples)) == {}


def in_the_hole(samples, beyond_m=100):
    """The samples that lie in the hole of the area, so far from its edge."""
    middle = LEFT + SIDE_M / 2, BOTTOM + SIDE_M / 2
    return {
        i
        for i, (x, y) in enumerate(zip(samples.x, samples.y))
        if max(abs(x - middle[0]), abs(y - middle[1])) < 1000 - beyond_m
    }


# what real laboratories round is no fault either
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_rounded_values_are_no_finding(decimals):
    samples = with_values(CLEAN, {i: round(v, decimals) for i, v in enumerate(V)})
    assert found(samples) == {}
    mixed = with_values(CLEAN, {i: round(v, i % 3) for i, v in enumerate(V)})
    assert found(mixed) == {}


FACTORS = {"xuancheng_sswr": 1 / 1.724, "amhara_sswr": 10 / 1.724, "meuse_sp": 10 / 1.724}


def real(name):
    samples = table(folder(name) / "samples.csv", *SAMPLED[name])
    return dataclasses.replace(samples, target=tuple(v and v * FACTORS[name] for v in samples.target))


@pytest.mark.parametrize("name", SAMPLED)
def test_clean_real_samples_have_no_finding(name):
    samples = real(name)
    assert found(samples) == {}
    assert found(samples, covariates=layers(folder(name) / "covs", "*.tif")) == {}
    per_cent = dataclasses.replace(samples, target=tuple(v and v / 10 for v in samples.target))
    assert found(per_cent, unit="%") == {}


def test_the_demo_has_no_finding():
    assert found(demo_samples()) == {}


# --- values -----------------------------------------------------------------------------------------------------------


VALUE_FAULTS = {
    "negative": ({3: -1.0, 9: -9999.0}, rules.IMPOSSIBLE),
    "more than pure organic matter": ({3: 581.0, 9: 900.0, 12: 5e4}, rules.IMPOSSIBLE),
    "a text": ({3: "n.a.", 9: "12,5"}, rules.NO_NUMBER),
    "below detection": ({3: "<0.5", 9: 0.0}, rules.DETECTION),
    "piled at the detection limit": (dict.fromkeys(np.argsort(V)[:12].tolist(), 2.5), rules.DETECTION),
    "per cent in one sample of a hundred": ({i: V[i] / 10 for i in (3, 9)}, rules.UNIT),
    "copied down": (dict.fromkeys(range(40, 52), 23.4), rules.IDENTICAL),
}


@pytest.mark.parametrize(("changed", "rule"), VALUE_FAULTS.values(), ids=VALUE_FAULTS.keys())
def test_faults_of_values(changed, rule):
    assert found(with_values(CLEAN, changed)) == {rule: set(changed)}


# where most neighbours of one are in per cent as well, it may look right
def test_per_cent_in_a_third_of_the_samples():
    planted = set(range(66))
    by_rule = found(with_values(CLEAN, {i: V[i] / 10 for i in planted}))
    assert set.union(*by_rule.values()) <= planted
    assert len(by_rule[rules.UNIT]) >= 0.95 * len(planted)


def test_copied_values_among_rounded_ones():
    rounded = with_values(CLEAN, {i: round(v, 0) for i, v in enumerate(V)})
    changed = dict.fromkeys(range(45), 52.0)
    others = {i for i, v in enumerate(rounded.target) if v == 52}
    assert found(with_values(rounded, changed)) == {rules.IDENTICAL: set(changed) | others}


def test_limits_in_per_cent():
    samples = with_values(CLEAN, {i: v / 10 for i, v in enumerate(V)})
    assert found(samples, unit="%") == {}
    assert found(with_values(samples, {4: 58.5}), unit="%") == {rules.IMPOSSIBLE: {4}}
    assert found(with_values(samples, {i: V[i] for i in range(30)}), unit="%") == {rules.UNIT: set(range(30))}


def test_a_layer_in_per_cent_that_is_said_to_be_g_kg():
    assert found(with_values(CLEAN, {i: v / 10 for i, v in enumerate(V)})) == {rules.UNIT: {-1}}
    too_large = {i for i, v in enumerate(V) if v > 58}
    assert found(CLEAN, unit="%") == {rules.UNIT: {-1}, rules.IMPOSSIBLE: too_large}


def test_other_units_have_no_upper_limit():
    samples = with_values(CLEAN, {i: 40 * v for i, v in enumerate(V)})
    assert found(samples, unit="t/ha") == {}
    assert found(with_values(samples, {4: -1.0}), unit="t/ha") == {rules.IMPOSSIBLE: {4}}


# peat among mineral soils has ten times their carbon, and is right
def test_peat_is_no_other_unit():
    rng = np.random.default_rng(2)
    x = np.array(CLEAN.x)
    peat = x > LEFT + 0.75 * SIDE_M
    values = np.where(peat, 300, 30) * np.exp(0.15 * rng.normal(size=len(x)))
    assert rules.UNIT not in found(with_values(CLEAN, dict(enumerate(values.tolist()))))


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("SOM_A_hori", True),
        ('"organic matter"', True),
        ("humus * 10", True),
        ("om", True),
        ("SOM_A_hori / 1.724", False),
        ('"om" * 0.58', False),
        ("soc", False),
        ("\"soc\" * if(lab = 'om', 1, 1)", False),
        ("bottom_soc", False),
    ],
)
def test_a_field_called_as_organic_matter_is(expression, told):
    assert found(CLEAN, expression=expression) == ({rules.MATTER: {-1}} if told else {})
    assert found(CLEAN, unit="other", expression=expression) == {}


# --- surroundings -----------------------------------------------------------------------------------------------------


def test_a_value_unlike_its_neighbours_and_covariates(covariates):
    expected = soc(np.array(CLEAN.x), np.array(CLEAN.y), 0)
    poor, rich = int(np.argmin(expected)), int(np.argmax(expected))
    samples = with_values(CLEAN, {poor: V[poor] * 8, rich: V[rich] / 20})
    unit = {"unit": "t/ha"}  # in which nothing is taken for per cent
    assert found(samples, **unit) == {rules.UNLIKE_NEIGHBOURS: {poor, rich}}
    both = found(samples, covariates=covariates, **unit)
    assert both == {rules.UNLIKE_NEIGHBOURS: {poor, rich}, rules.UNLIKE_COVARIATES: {poor, rich}}


def test_the_limit_is_the_users(tmp_path):
    samples = with_values(CLEAN, {7: V[7] * 8})
    job = CheckSamplesJob(samples, str(tmp_path / "f.csv"), deviations=4.5)
    run(job, Progress())
    assert ",4.5 robust standard deviations from the median" in (tmp_path / "f.csv").read_text(encoding="utf-8")
    assert found(samples, deviations=20.0) == {}


def test_the_text_says_what_would_fit():
    findings = check_by_themselves(with_values(CLEAN, {7: V[7] * 10}), "g/kg", "")
    (one,) = (finding for finding in findings if finding.rule == rules.UNLIKE_NEIGHBOURS)
    assert one.text.endswith("robust standard deviations more. A tenth would fit.")
    assert one.value.startswith("+")


# depths of one profile are no neighbours of each other
def test_profiles_of_three_depths():
    x, y, target = [], [], []
    for i in range(100):
        for depth, share in enumerate((1.0, 0.5, 0.2)):
            x.append(CLEAN.x[i])
            y.append(CLEAN.y[i])
            target.append(V[i] * share * (1 + 0.01 * depth))
    ids = tuple(map(str, range(300)))
    samples = SampleTable("pits", CLEAN.crs_wkt, ids, tuple(x), tuple(y), tuple(target))
    assert found(samples) == {rules.SEVERAL: set(range(0, 300, 3))}


# --- places -----------------------------------------------------------------------------------------------------------


def test_exchanged_coordinates():
    swapped = moved(CLEAN, {i: (CLEAN.y[i], CLEAN.x[i]) for i in (5, 6, 80)})
    for job in ({}, {"area": area()}):
        assert found(swapped, **job)[rules.EXCHANGED] == {5, 6, 80}
    assert found(swapped) == {rules.EXCHANGED: {5, 6, 80}}
    assert found(in_degrees(CLEAN, (5, 6, 80))) == {rules.EXCHANGED: {5, 6, 80}}


def test_exchanged_by_the_area_or_the_covariates(covariates):
    everywhere = moved(CLEAN, {i: (CLEAN.y[i], CLEAN.x[i]) for i in range(200)})
    assert found(everywhere) == {}  # of all of them nobody can tell without an area
    assert found(everywhere, area=area())[rules.EXCHANGED] == set(range(200)) - in_the_hole(CLEAN, 0)
    assert found(everywhere, covariates=covariates) == {rules.EXCHANGED: set(range(200))}


@pytest.mark.parametrize(
    ("place", "step"),
    [
        ((118.0, 31.0), "degrees"),
        ((118.1, 30.8), "tenths of a degree"),
        ((118 + 7 / 60, 30 + 51 / 60), "minutes"),
        ((118.17, 30.83), "hundredths of a degree"),
    ],
)
def test_rounded_degrees(place, step):
    samples = moved(in_degrees(CLEAN), {11: place})
    findings = [one for one in check_by_themselves(samples, "g/kg", "") if one.rule == rules.ROUNDED]
    assert [one.sample for one in findings] == [11]
    assert f"whole {step}:" in findings[0].text


# the degrees of the CRS itself, whose datum puts WGS 84 100 m beside
def test_degrees_that_were_projected_afterwards():
    from rasterio.warp import transform

    x, y = transform("EPSG:4289", "EPSG:28992", [5 + 41 / 60], [50 + 58 / 60])
    rng = np.random.default_rng(3)
    places = {i: (x[0] + rng.uniform(-3e3, 3e3), y[0] + rng.uniform(-3e3, 3e3)) for i in range(1, 200)}
    samples = dataclasses.replace(moved(CLEAN, {0: (x[0], y[0]), **places}), crs_wkt=rasters.wkt("EPSG:28992"))
    assert found(samples) == {rules.ROUNDED: {0}}


def test_whole_kilometres():
    assert found(moved(CLEAN, {11: (612_000.0, 3_411_000.0)})) == {rules.ROUNDED: {11}}


def test_coordinates_0_0():
    assert found(moved(in_degrees(CLEAN), {2: (0.0, 0.0)})) == {rules.ORIGIN: {2}}
    assert found(moved(CLEAN, {2: (0.0, 0.0)})) == {rules.ORIGIN: {2}}


def test_outside_the_area():
    inside_hole = (LEFT + SIDE_M / 2, BOTTOM + SIDE_M / 2)
    beside, beyond = (LEFT - 1050.0, BOTTOM + 9000.5), (LEFT - 1150.5, BOTTOM + 9000.5)
    samples = moved(CLEAN, {i: (LEFT + 100.5, BOTTOM + 100.5 * i) for i in in_the_hole(CLEAN)})
    samples = moved(samples, {1: inside_hole, 2: beside, 3: beyond})
    assert found(samples, area=area())[rules.OUTSIDE] == {1, 3}
    findings = check(CheckSamplesJob(samples, "f.csv", area=area()), Progress())
    assert [one.value for one in findings if one.rule == rules.OUTSIDE] == ["1 km", "0.1505 km"]
    assert found(in_degrees(samples), area=area())[rules.OUTSIDE] == {1, 3}


def test_in_the_sea(covariates):
    shore = LEFT + SIDE_M + 5 * PIXEL
    samples = moved(CLEAN, {1: (shore + 20 * PIXEL, BOTTOM + 9000.5), 2: (shore + 1.2 * PIXEL, BOTTOM + 12000.5)})
    samples = with_values(samples, {1: 20.0, 2: None})
    assert found(samples, covariates=covariates) == {rules.AT_SEA: {1}}


def test_far_from_all_others():
    samples = moved(CLEAN, {8: (CLEAN.x[8], CLEAN.y[8] / 10)})
    assert found(samples) == {rules.REMOTE: {8}}


def test_duplicates():
    samples = moved(CLEAN, {20: (CLEAN.x[4], CLEAN.y[4]), 21: (CLEAN.x[5], CLEAN.y[5] + 0.5)})
    samples = with_values(samples, {20: V[4], 21: V[5] * 1.1})
    assert found(samples) == {rules.DUPLICATE: {20}, rules.SEVERAL: {5}}


# every sample beside every other one: all pairs of them would be a hundred gigabytes
def test_degrees_that_are_taken_for_metres():
    many = clean(60_000, 4)
    crowd = dataclasses.replace(many, x=tuple(x / 1e5 for x in many.x), y=tuple(y / 1e5 for y in many.y))
    assert set(found(crowd)) <= {rules.SEVERAL, rules.DUPLICATE, rules.UNLIKE_NEIGHBOURS}


@pytest.mark.parametrize("place", [(1e300, 1e300), (-1e18, 1e18), (float("nan"), 1.0), (float("inf"), 1.0)])
@pytest.mark.parametrize("crs", [rasters.UTM, "EPSG:4326"])
def test_places_that_are_nowhere(place, crs, covariates):
    samples = CLEAN if crs == rasters.UTM else in_degrees(CLEAN)
    moved_away = moved(samples, {4: place})
    assert found(moved_away) == {rules.REMOTE: {4}}
    assert 4 in set().union(*found(moved_away, covariates=covariates, area=area()).values())


@pytest.mark.parametrize("value", [1e308, 1e-320, float("nan"), "inf", "", True])
def test_values_of_every_kind(value):
    by_rule = found(with_values(CLEAN, {4: value}))
    assert set().union(*by_rule.values()) <= {4}


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ("2011-06-30", None), ("2011", None), (2011.0, None), ("2011-06", None), ("30.06.2011", None),
        ("06/30/2011", None), ("20110630", None), ("2011-06-30T12:00:00", None), ("2026-11-25", None), (2026.0, None),
        ("", None), (None, None),
        ("2026-11-26", rules.IMPOSSIBLE_DATE), ("2027", rules.IMPOSSIBLE_DATE), ("1811-06-30", rules.IMPOSSIBLE_DATE),
        (211.0, rules.IMPOSSIBLE_DATE), ("2011-02-30", rules.IMPOSSIBLE_DATE), ("31.02.2011", rules.IMPOSSIBLE_DATE),
        ("2011-13-01", rules.IMPOSSIBLE_DATE), ("spring", rules.IMPOSSIBLE_DATE), (40724.0, rules.IMPOSSIBLE_DATE),
        ("0000-00-00", rules.IMPOSSIBLE_DATE), ("inf", rules.IMPOSSIBLE_DATE), ("9" * 30, rules.IMPOSSIBLE_DATE),
        ("1970-01-01", rules.EMPTY_DATE), ("1899-12-30T00:00:00", rules.EMPTY_DATE), ("1900-01-01", rules.EMPTY_DATE),
    ],
)  # fmt: skip
def test_dates(given, rule):
    dates = tuple(given if i == 4 else "2010-05-01" for i in range(200))
    assert found(CLEAN, dates=dates, today="2026-11-25") == ({rule: {4}} if rule else {})


def test_the_number_of_a_day_is_said():
    (one,) = check(CheckSamplesJob(CLEAN, "f", dates=(40724.0, *[None] * 199), today="2026-11-25"), Progress())
    assert "it is 2011-06-30" in one.text


# --- the job ----------------------------------------------------------------------------------------------------------


def test_the_files_of_a_run(tmp_path, covariates):
    samples = with_values(CLEAN, {3: -9999.0, 7: V[7] * 8, 9: "=1+1"})
    job = CheckSamplesJob(
        samples, str(tmp_path / "f.csv"), str(tmp_path / "r.html"), "SOM_A_hori", covariates=covariates, area=area()
    )
    listener = Listener()
    result = run(job, listener)
    with open(job.findings, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert result["findings"] == len(rows)
    assert (rows[0]["sample_id"], rows[0]["reason"], rows[0]["value"]) == ("s3", rules.IMPOSSIBLE, "'-9999 g/kg")
    assert all(row["limit"] and row["finding"].endswith(".") and row["remedy"].endswith(".") for row in rows)
    assert (float(rows[0]["x"]), float(rows[0]["y"])) == (samples.x[3], samples.y[3])
    (of_all,) = (row for row in rows if row["reason"] == rules.MATTER)
    assert (of_all["sample_id"], of_all["x"]) == ("", "")
    assert next(row for row in rows if row["sample_id"] == "s9")["value"] == "'=1+1"
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert all(rule in page for rule in rules.RULES)
    assert "data:image/png" in page
    assert "Not checked, because no DATE is given" in page
    assert any(
        text.startswith("1 x impossible value (sample s3): -9999 g/kg is not possible") for text in listener.warnings
    )
    assert "1 impossible value" in listener.lines[-1]
    again = CheckSamplesJob(**{**vars(job), "findings": str(tmp_path / "g.csv"), "report": ""})
    run(again, Progress())
    assert (tmp_path / "g.csv").read_bytes() == (tmp_path / "f.csv").read_bytes()


def test_a_report_without_findings(tmp_path):
    job = CheckSamplesJob(CLEAN, str(tmp_path / "f.csv"), str(tmp_path / "r.html"))
    assert run(job, Progress())["findings"] == 0
    assert "Nothing suspicious was found in 200 samples." in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"samples": SampleTable("pits", CLEAN.crs_wkt, (), (), (), ())},
            "The samples layer 'pits' has no samples; select",
        ),
        ({"samples": dataclasses.replace(CLEAN, crs_wkt="")}, "has no coordinate reference system; set it"),
        ({"today": "yesterday"}, "The field today is 'yesterday'; give a day such as 2026-11-25"),
        ({"dates": (2011.0,)}, "1 dates of 200 samples are given; give one a sample"),
        ({"area": Mask("{}", rasters.wkt(rasters.UTM))}, "is no polygon in GeoJSON"),
    ],
)
def test_what_cannot_be_checked_is_refused(changes, message, tmp_path):
    job = CheckSamplesJob(**{"samples": CLEAN, "findings": str(tmp_path / "f.csv"), **changes})
    with pytest.raises(InputError, match=message):
        run(job, Progress())
    assert list(tmp_path.iterdir()) == []


def test_few_samples_are_checked_as_far_as_they_can_be():
    few = dataclasses.replace(CLEAN, **{name: getattr(CLEAN, name)[:3] for name in ("ids", "x", "y", "target")})
    assert found(few) == {}
    assert found(with_values(few, {0: -1.0})) == {rules.IMPOSSIBLE: {0}}
