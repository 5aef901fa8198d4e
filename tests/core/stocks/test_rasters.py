"""SOC Stock Map: stocks and errors of pixels by hand, on other pixels, without values, and in windows."""

from __future__ import annotations

import dataclasses
import os

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.intervals.labels import LOWER, UPPER
from socmap_plugin.core.jobs.soils import SocStockMapJob
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.settings.pedotransfer import BY_NAME
from socmap_plugin.core.stocks import rasters as stock_maps
from socmap_plugin.core.stocks.density import density
from socmap_plugin.core.stocks.rasters import run
from tests.builders import rasters
from tests.builders.listener import Listener

SIDE = rasters.SIDE


@pytest.fixture
def values():
    random = np.random.default_rng(1)
    return {
        "soc": random.gamma(5, 4, (SIDE, SIDE)),
        "bulk_density": random.uniform(0.9, 1.6, (SIDE, SIDE)),
        "stones": random.uniform(0, 40, (SIDE, SIDE)),
    }


@pytest.fixture
def layer(tmp_path):
    def write(name, data, **changes):
        made = {"nodata": -9999, **changes}
        return rasters.raster(tmp_path / f"{name}.tif", np.asarray(data, np.float32), **made)

    return write


@pytest.fixture
def job(tmp_path, values, layer):
    layers = {name: layer(name, data) for name, data in values.items()}
    return SocStockMapJob(output=str(tmp_path / "out.tif"), **layers)


def made(path):
    """Return the values of a map, which has to be one that QGIS and others can read quickly."""
    with rasterio.open(path) as raster:
        assert (raster.nodata, raster.units) == (-9999, ("t/ha",))
        assert raster.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        return raster.read(1, masked=True).astype(np.float64)


def test_every_pixel_equals_the_formula(job, values):
    said = Listener()
    result = run(job, said)
    found = made(job.output)
    expected = values["soc"] * values["bulk_density"] * 30 * (1 - values["stones"] / 100) / 10
    np.testing.assert_allclose(found.filled(np.nan), expected, rtol=1e-5)
    assert result["pixels"] == SIDE * SIDE
    assert (said.warnings, said.lines) == ([], [])


def test_a_pixel_has_a_stock_where_all_maps_have_a_value(job, values, layer):
    for row, name in enumerate(values):
        values[name][row] = -9999
    layers = {name: layer(name, data) for name, data in values.items()}
    run(dataclasses.replace(job, **layers), Progress())
    empty = made(job.output).mask
    assert empty[:3].all()
    assert not empty[3:].any()


def test_missing_densities_are_estimated(job, values, layer):
    values["bulk_density"][:, :9] = -9999
    job = dataclasses.replace(job, bulk_density=layer("bulk_density", values["bulk_density"]), stones=None)
    run(dataclasses.replace(job, pedotransfer="drew1973"), Progress())
    found = made(job.output)
    used = values["bulk_density"].copy()
    used[:, :9] = density(BY_NAME["drew1973"], values["soc"][:, :9])
    np.testing.assert_allclose(found.filled(np.nan), values["soc"] * used * 3, rtol=1e-5)
    run(job, Progress())
    assert np.array_equal(made(job.output).mask, np.arange(SIDE)[None] < np.full((SIDE, 1), 9))


def test_errors_equal_those_by_hand(job, layer, tmp_path):
    def even(name, value):
        return layer(name, np.full((SIDE, SIDE), value))

    half = 1.644854 * 2
    job = dataclasses.replace(
        job, soc=even("soc", 20), bulk_density=even("bulk_density", 1.3), stones=even("stones", 10),
        stddev=str(tmp_path / "sd.tif"), soc_lower=even("low", 20 - half), soc_upper=even("high", 20 + half),
    )  # fmt: skip
    said = Listener()
    run(job, said)
    found = made(job.stddev)
    np.testing.assert_allclose(found.filled(np.nan), 7.02, rtol=1e-5)
    assert "by simulation are 1.0" in said.lines[-1]
    four = {
        "soc_error": even("a", 2), "bulk_density_error": even("b", 0.13), "stones_error": even("c", 9),
        "thickness_error": 3.0, "soc_lower": None, "soc_upper": None,
    }  # fmt: skip
    run(dataclasses.replace(job, **four), Progress())
    np.testing.assert_allclose(made(job.stddev).filled(np.nan), 14.04, rtol=1e-5)
    run(dataclasses.replace(job, **four, error_kind="half_90"), Progress())
    np.testing.assert_allclose(made(job.stddev).filled(np.nan), 14.04 / 1.6449, rtol=1e-5)


def test_limits_are_taken_for_what_their_files_say(job, layer, tmp_path):
    def limit(name, value, share):
        label = (LOWER if name == "low" else UPPER).format(share)
        return layer(name, np.full((SIDE, SIDE), value), names=[label])

    flat = layer("flat", np.full((SIDE, SIDE), 20.0))
    job = dataclasses.replace(job, soc=flat, bulk_density=None, stones=None, pedotransfer="drew1973", density_error=0.0)
    job = dataclasses.replace(job, stddev=str(tmp_path / "sd.tif"), soc_error=layer("e", np.full((SIDE, SIDE), 2.0)))
    run(job, Progress())
    expected = made(job.stddev)
    low, high = limit("low", 20 - 2 * 1.959964, 95), limit("high", 20 + 2 * 1.959964, 95)
    job = dataclasses.replace(job, soc_error=None, soc_lower=low, soc_upper=high)
    run(job, Progress())
    np.testing.assert_allclose(made(job.stddev), expected, rtol=1e-5)
    run(dataclasses.replace(job, coverage=0.9), Progress())
    np.testing.assert_allclose(made(job.stddev), expected * 1.959964 / 1.644854, rtol=1e-5)
    with pytest.raises(InputError, match="different intervals, SOC_LOWER is of 95 % and SOC_UPPER is of 90 %; give"):
        run(dataclasses.replace(job, soc_upper=limit("high", 24.0, 90)), Progress())


def test_an_error_that_is_missing_leaves_the_stock(job, layer, tmp_path):
    errors = np.full((SIDE, SIDE), 2.0)
    errors[0], errors[1] = -9999, -1
    job = dataclasses.replace(job, soc_error=layer("errors", errors), stddev=str(tmp_path / "sd.tif"))
    run(job, Progress())
    assert not made(job.output).mask.any()
    empty = made(job.stddev).mask
    assert empty[:2].all()
    assert not empty[2:].any()


def test_the_error_of_an_estimated_density_and_the_carbon_behind_it(job, layer, tmp_path):
    soc = np.full((SIDE, SIDE), 60.0)
    job = dataclasses.replace(
        job, soc=layer("soc", soc), bulk_density=None, stones=None, pedotransfer="honeysett1989", density_error=0.1,
        stddev=str(tmp_path / "sd.tif"),
    )  # fmt: skip
    run(job, Progress())
    np.testing.assert_allclose(made(job.stddev).filled(np.nan), 60 * 0.1 * 30 / 10, rtol=1e-5)
    job = dataclasses.replace(job, density_error=0.0, soc_error=layer("errors", np.full((SIDE, SIDE), 0.06)))
    run(job, Progress())
    stocks = [x * density(BY_NAME["honeysett1989"], np.array([x]))[0] * 3 for x in (59.94, 60.06)]
    np.testing.assert_allclose(made(job.stddev).filled(np.nan), (stocks[1] - stocks[0]) / 2, rtol=1e-4)


def test_rasters_on_other_pixels_are_read_onto_those_of_the_map(job, values, layer):
    coarse = layer("coarse", np.full((9, 9), 1.25), transform=rasters.north_up(pixel=450))
    said = Listener()
    run(dataclasses.replace(job, bulk_density=coarse, stones=None), said)
    found = made(job.output)
    assert found.shape == (SIDE, SIDE)
    np.testing.assert_allclose(found.compressed(), values["soc"][~found.mask] * 1.25 * 3, rtol=1e-5)
    assert found.count() > 0.9 * SIDE**2
    assert said.lines == ["coarse is read onto the pixels of soc."]


def test_windows_make_no_difference(job, tmp_path, monkeypatch, layer, values):
    job = dataclasses.replace(job, stddev=str(tmp_path / "sd.tif"), soc_error=layer("error", values["soc"] * 0.1))
    run(job, Progress())
    whole = [made(path) for path in (job.output, job.stddev)]
    monkeypatch.setattr(stock_maps, "WINDOW_PX", 7)
    run(job, Progress())
    for one, path in zip(whole, (job.output, job.stddev), strict=True):
        assert np.array_equal(one, made(path))


def test_units_that_cannot_be_are_said(job, values, layer):
    values["bulk_density"][:4] *= 100  # cg/cm3, as SoilGrids has it
    said = Listener()
    soc = layer("soc", values["soc"], units=["%"])
    run(dataclasses.replace(job, soc=soc, bulk_density=layer("bulk_density", values["bulk_density"])), said)
    assert made(job.output).mask[:4].all()
    assert said.warnings[0] == "SOC is taken for g/kg, and soc says that it is in %; convert it where it is not."
    assert said.warnings[1].startswith(
        f"{4 * SIDE} pixels have parts that soils cannot have, and no stock (soc 0 to 580"
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"bulk_density": None}, "^Neither BULK_DENSITY nor a PEDOTRANSFER function is given; choose one of them"),
        ({"soc_lower": "soc"}, "^Of the limits of SOC only one is given; give SOC_LOWER and SOC_UPPER, or neither"),
        (dict.fromkeys(("soc_error", "soc_lower", "soc_upper"), "soc"), "^SOC_ERROR and the limits both say how large"),
        ({"stddev": "sd.tif"}, "^STDDEV is wanted and no error is known; give SOC_LOWER and SOC_UPPER or another"),
        ({"bulk_density": "heavy"}, "^No pixel has all parts of a stock; see that the rasters overlap and are in g/kg"),
        ({"stones": "far"}, "^No pixel has all parts of a stock"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(job, changes, message, layer, tmp_path):
    named = {
        "soc": job.soc,
        "heavy": layer("heavy", np.full((SIDE, SIDE), 130.0)),
        "far": layer("far", np.full((SIDE, SIDE), 5.0), transform=rasters.north_up(shift_x=1e6)),
        "sd.tif": str(tmp_path / "sd.tif"),
    }
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(InputError, match=message):
        run(dataclasses.replace(job, **{name: named.get(value) for name, value in changes.items()}), Progress())
    assert sorted(os.listdir(tmp_path)) == before
