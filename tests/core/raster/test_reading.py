"""Reading rasters of any CRS, resolution and type, compared with slow, plain readings."""

import math
import re

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.transform import Affine, from_origin
from rasterio.warp import transform as transform_points
from rasterio.warp import transform_bounds

from socmap_plugin.core.covariates.covariate_list import BandSource
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.known_files import describe
from socmap_plugin.core.raster.projection import parse_crs, project
from socmap_plugin.core.raster.reading import GridStack, NativeStack, thumbnail
from socmap_plugin.core.runtime.errors import InputError
from tests.builders import rasters

SHAPE = (rasters.SIDE, rasters.SIDE)
WHOLE = Window(0, 0, *SHAPE)


def read(layer, window=WHOLE, grid=None, bands=1, **how):
    """Values of bands 1.. of a layer on the grid, NaN where not valid."""
    with GridStack([BandSource(layer, band + 1, **how) for band in range(bands)], grid or rasters.grid()) as stack:
        values, valid = stack.read(window)
    assert values.dtype == np.float32
    assert (values[~valid] == 0).all()
    return np.where(valid, values, np.nan)


def numbers(shape=SHAPE, seed=1):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


# a raster on the grid's lattice is read as it is
@pytest.mark.parametrize(
    "window",
    [
        WHOLE,
        Window(3, 5, 7, 9),
        Window(-3, -2, 6, 6),
        Window(36, 38, 9, 9),
        Window(60, 0, 3, 3),
        Window(-9, -9, 70, 70),
    ],
    ids=["whole", "inside", "upper left edge", "lower right edge", "outside", "all around"],
)
@pytest.mark.parametrize("shift", [(0, 0), (3, -2)], ids=["same origin", "other extent"])
def test_aligned_raster(tmp_path, window, shift):
    values = numbers()
    values[4, 6] = -9999
    layer = rasters.raster(
        tmp_path / "a.tif", values, transform=rasters.north_up(shift[1] * 90, shift[0] * 90), nodata=-9999
    )
    expected = np.full((1, window.height, window.width), np.nan, np.float32)
    for i in range(window.height):
        for j in range(window.width):
            row, col = window.row + i - shift[0], window.col + j - shift[1]
            if 0 <= row < SHAPE[0] and 0 <= col < SHAPE[1] and values[row, col] != -9999:
                expected[0, i, j] = values[row, col]
    np.testing.assert_array_equal(read(layer, window), expected)


def bilinear(values, transform, x, y):
    """Interpolate between the centres of the four pixels around a point; only well inside the raster."""
    col, row = ~transform * (x, y)
    col, row = col - 0.5, row - 0.5
    i, j = math.floor(row), math.floor(col)
    v, u = row - i, col - j
    upper = values[i, j] * (1 - u) + values[i, j + 1] * u
    lower = values[i + 1, j] * (1 - u) + values[i + 1, j + 1] * u
    return upper * (1 - v) + lower * v


def reprojected_lattice(crs, pixels, margin=0.1):
    """A transform in `crs` that covers the grid generously with `pixels` x `pixels` pixels."""
    left, bottom, right, top = transform_bounds(rasters.UTM, crs, *rasters.grid().bounds())
    width, height = (right - left) * (1 + 2 * margin), (top - bottom) * (1 + 2 * margin)
    return from_origin(left - margin * (right - left), top + margin * (top - bottom), width / pixels, height / pixels)


# coarser or about as fine: interpolated between pixel centres, exactly
@pytest.mark.parametrize("pixels", [9, 40, 70], ids=["coarser", "as fine", "finer"])
@pytest.mark.parametrize("crs", ["EPSG:4326", rasters.LAEA, "EPSG:32649", "+proj=sinu +R=6371007.181"])
def test_other_crs_is_interpolated_bilinearly(tmp_path, crs, pixels):
    transform, values = reprojected_lattice(crs, pixels, margin=0.3), numbers((pixels, pixels))
    found = read(rasters.raster(tmp_path / "a.tif", values, crs, transform))[0]
    row, col = (axis.ravel() for axis in np.mgrid[0:40:7, 0:40:7])
    x, y = transform_points(rasters.UTM, crs, *rasters.grid().xy(row, col))
    expected = [bilinear(values.astype(float), transform, *point) for point in zip(x, y, strict=True)]
    np.testing.assert_allclose(found[row, col], expected, atol=2e-4)


# more than twice as fine: the mean of the pixels inside, so that nothing of the file is skipped
@pytest.mark.parametrize("factor", [3, 6])
def test_finer_raster_is_averaged(tmp_path, factor):
    values = numbers((40 * factor, 40 * factor))
    layer = rasters.raster(tmp_path / "a.tif", values, transform=rasters.north_up(pixel=90 / factor))
    expected = values.reshape(40, factor, 40, factor).mean(axis=(1, 3))
    np.testing.assert_allclose(read(layer)[0], expected, atol=1e-6)


def test_average_leaves_missing_pixels_out(tmp_path):
    values = numbers((120, 120))
    values[:4] = -9999  # of the second row of grid pixels, one line of three is missing
    layer = rasters.raster(tmp_path / "a.tif", values, transform=rasters.north_up(pixel=30), nodata=-9999)
    found = read(layer)[0]
    assert np.isnan(found[0]).all()
    np.testing.assert_allclose(found[1], values[4:6].reshape(2, 40, 3).mean(axis=(0, 2)), atol=1e-6)


@pytest.mark.parametrize("crs", ["EPSG:32650", "EPSG:28992", "EPSG:3857", "EPSG:3035"])
def test_a_fine_raster_of_the_whole_world_is_averaged_in_any_crs(tmp_path, crs):
    world = np.indices((1800, 3600)).sum(axis=0).astype(np.uint8) % 2  # a chessboard of 0.1 degrees
    layer = rasters.raster(
        tmp_path / "world.tif", world, "EPSG:4326", from_origin(-180, 90, 0.1, 0.1), compress="deflate"
    )
    x, y = (float(value[0]) for value in transform_points("EPSG:4326", crs, [7.0], [51.0]))
    if crs == "EPSG:32650":
        x, y = rasters.X0, rasters.Y0
    grid = rasters.grid(crs, from_origin(x, y, 100_000, 100_000), 4, 4)
    assert read(layer, Window(0, 0, 4, 4), grid) == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("dtype", ["float32", "uint8", "int16", "int32", "float64"])
def test_a_shifted_raster_is_interpolated_and_not_rounded_to_its_type(tmp_path, dtype):
    values = np.tile(np.arange(40, dtype=dtype), (40, 1))
    found = read(rasters.raster(tmp_path / "a.tif", values, transform=rasters.north_up(45)))[0]
    np.testing.assert_allclose(found[:, 1:], values[:, 1:] - 0.5, atol=1e-5)


def test_classes_are_never_blended(tmp_path):
    classes = np.random.default_rng(1).integers(0, 2, (40, 40)).astype(np.uint8) * 200
    layer = rasters.raster(tmp_path / "a.tif", classes, transform=rasters.north_up(30, 30), photometric="palette")
    with rasterio.open(layer.path, "r+") as file:
        file.write_colormap(1, {0: (255, 0, 0), 200: (0, 255, 0)})
    assert set(np.unique(read(layer, Window(2, 2, 30, 30)))) == {0, 200}


def test_nearest_where_it_is_asked_for(tmp_path):
    values = numbers()
    layer = rasters.raster(tmp_path / "a.tif", values, transform=rasters.north_up(30, 30))
    np.testing.assert_array_equal(read(layer, resampling="nearest")[0, 1:, 1:], values[1:, 1:])


# what is missing is missing, however the file says it
@pytest.mark.parametrize("shift", [0, 20], ids=["aligned", "warped"])
@pytest.mark.parametrize(
    ("values", "options"),
    [
        (np.float32([[1, -9999]]), {"nodata": -9999}),
        (np.float32([[1, np.nan]]), {}),
        (np.float32([[1, np.nan]]), {"nodata": -9999}),
        (np.float32([[1, np.nan]]), {"nodata": np.nan}),
        (np.float32([[1, np.inf]]), {}),
        (np.float64([[1, -1.797e308]]), {}),
        (np.int16([[1, 32767]]), {"nodata": 32767}),
        (np.uint8([[1, 255]]), {"nodata": 255}),
        (np.uint16([[1, 0]]), {"nodata": 0}),
        (np.int32([[1, -(2**31)]]), {"nodata": -(2**31)}),
        (np.uint8([[1, 7]]), {"mask": "band"}),
        (np.uint8([[1, 7]]), {"mask": "alpha"}),
    ],
    ids=[
        "nodata", "nan", "nan beside nodata", "nan as nodata", "infinite", "too large for a float", "int16", "uint8",
        "zero", "int32", "mask band", "alpha band",
    ],
)  # fmt: skip
def test_missing_values(tmp_path, values, options, shift):
    left, right = values[0]
    image = np.full(SHAPE, left, values.dtype)
    image[:, 20:] = right
    mask, options = options.get("mask"), {key: value for key, value in options.items() if key != "mask"}
    there = np.where(np.arange(40) < 20, 255, 0) * np.ones(SHAPE)
    if mask == "band":
        options["mask"] = there.astype(np.uint8)
    if mask == "alpha":
        image, options = np.stack([image, there.astype(np.uint8)]), {"photometric": "minisblack", "alpha": "yes"}
    layer = rasters.raster(tmp_path / "a.tif", image, transform=rasters.north_up(shift), **options)
    assert len(describe(layer)[1]) == 1  # an alpha band is no covariate
    found = read(layer)[0]
    assert (found[:, 1:19] == left).all()
    assert np.isnan(found[:, 22:]).all()


def test_every_band_has_its_own_missing_pixels(tmp_path):
    values = np.ones((2, *SHAPE), np.float32)
    values[0, :20], values[1, :, :20] = -9999, -9999
    for shift in (0, 20):
        layer = rasters.raster(
            tmp_path / f"{shift}.tif", values, transform=rasters.north_up(shift, shift), nodata=-9999
        )
        found = read(layer, bands=2)
        assert [np.isfinite(found[0, i, j]) for i, j in ((5, 30), (30, 5), (30, 30), (5, 5))] == [0, 1, 1, 0]
        assert [np.isfinite(found[1, i, j]) for i, j in ((5, 30), (30, 5), (30, 30), (5, 5))] == [1, 0, 1, 0]


# what is read where it is wanted, and what has to be put there
@pytest.mark.parametrize("dtype", ["float32", "int16", "int32"])
@pytest.mark.parametrize("shift", [0, 90], ids=["same origin", "other extent"])
def test_bands_of_several_files_come_in_the_order_asked_for(tmp_path, dtype, shift):
    rng = np.random.default_rng(1)
    values = {name: rng.integers(1, 30, (3, *SHAPE)).astype(dtype) for name in ("one", "two")}
    layers = {
        name: rasters.raster(tmp_path / f"{name}.tif", v, transform=rasters.north_up(shift), nodata=7)
        for name, v in values.items()
    }
    order = [("one", 3), ("two", 1), ("one", 1), ("two", 2), ("two", 3), ("two", 3)]
    with GridStack([BandSource(layers[name], band) for name, band in order], rasters.grid()) as stack:
        found, valid = stack.read(WHOLE)
    expected, first = np.stack([values[name][band - 1] for name, band in order]), shift // 90
    expected = np.where(expected == 7, 0, expected)[:, :, : SHAPE[1] - first]
    np.testing.assert_array_equal(found[:, :, first:], expected)
    np.testing.assert_array_equal(valid[:, :, first:], expected != 0)
    assert not valid[:, :, :first].any()


def test_every_band_of_a_virtual_raster_has_its_own_nodata_value(tmp_path):
    for name, nodata in (("one", -1), ("two", -2)):
        image = np.full(SHAPE, 5, np.float32)
        image[:, 20:] = nodata
        rasters.raster(tmp_path / f"{name}.tif", image, nodata=nodata)
    bands = "".join(
        f'<VRTRasterBand dataType="Float32" band="{band}"><NoDataValue>{-band}</NoDataValue><SimpleSource>'
        f"<SourceFilename>{tmp_path / name}.tif</SourceFilename></SimpleSource></VRTRasterBand>"
        for band, name in ((1, "one"), (2, "two"))
    )
    for shift in (0, 20):
        path = tmp_path / f"{shift}.vrt"
        path.write_text(
            f'<VRTDataset rasterXSize="40" rasterYSize="40"><SRS>{rasters.UTM}</SRS><GeoTransform>'
            f"{rasters.X0 + shift}, 90, 0, {rasters.Y0}, 0, -90</GeoTransform>{bands}</VRTDataset>"
        )
        found = read(RasterLayer("both", str(path)), bands=2)
        assert (found[:, :, 1:19] == 5).all()
        assert np.isnan(found[:, :, 22:]).all()


def test_scale_and_offset_are_applied(tmp_path):
    raw = np.random.default_rng(1).integers(0, 10_000, (2, *SHAPE)).astype(np.int16)
    raw[:, 0, 0] = 32767
    for shift in (0, 5):
        layer = rasters.raster(
            tmp_path / f"{shift}.tif", raw, transform=rasters.north_up(90 * shift), nodata=32767,
            scales=(0.0001, 0.1), offsets=(0, -273.15),
        )  # fmt: skip
        found = read(layer, bands=2)
        expected = raw * np.array([0.0001, 0.1])[:, None, None] + np.array([0, -273.15])[:, None, None]
        np.testing.assert_allclose(found[:, 1:, 1 + shift :], expected[:, 1:, 1 : 40 - shift], rtol=1e-5)
        assert np.isnan(found[:, 0, shift]).all()


# a plane is a plane whichever way the file is turned
@pytest.mark.parametrize(
    "transform",
    [
        Affine(60, 0, rasters.X0 - 500, 0, 60, rasters.Y0 - 5000),
        Affine(-60, 0, rasters.X0 + 5000, 0, -60, rasters.Y0 + 500),
        Affine.translation(rasters.X0 - 2000, rasters.Y0 + 500) * Affine.rotation(20) * Affine.scale(60, -60),
        Affine(60, 10, rasters.X0 - 1500, 0, -70, rasters.Y0 + 500),
    ],
    ids=["south up", "east left", "rotated", "sheared"],
)
def test_any_orientation(tmp_path, transform):
    def plane(x, y):
        return (x - rasters.X0) / 1000 + 2 * (y - rasters.Y0) / 1000

    row, col = np.mgrid[0:160, 0:160]
    a, b, c, d, e, f = tuple(transform)[:6]
    x, y = a * (col + 0.5) + b * (row + 0.5) + c, d * (col + 0.5) + e * (row + 0.5) + f
    layer = rasters.raster(tmp_path / "a.tif", plane(x, y).astype(np.float32), transform=transform)
    row, col = np.mgrid[0:40, 0:40]
    x, y = rasters.grid().xy(row, col)
    inside = np.isfinite(read(layer)[0])
    assert inside.mean() > 0.6
    np.testing.assert_allclose(read(layer)[0][inside], plane(x, y)[inside], atol=1e-3)
    native = native_values(layer, x.ravel(), y.ravel()).reshape(40, 40)
    np.testing.assert_allclose(native[inside], plane(x, y)[inside], atol=0.15)


# a pixel's value never depends on the window that it was read in: training and mapping read different windows
WARPED = {
    "aligned": (rasters.UTM, 90, {"nodata": -9999}),
    "shifted": (rasters.UTM, 77, {"nodata": -9999}),
    "finer": (rasters.UTM, 31, {}),
    "degrees": ("EPSG:4326", 80, {"nodata": -9999}),
    "degrees, fine": ("EPSG:4326", 30, {"nodata": -9999}),
    "degrees, coarse": ("EPSG:4326", 900, {}),
    "laea": (rasters.LAEA, 100, {}),
    "sinusoidal": ("+proj=sinu +R=6371007.181", 60, {"nodata": -9999}),
}
WIDE = rasters.grid(
    transform=rasters.north_up(pixel=2000), width=650, height=650
)  # 1,300 km: the scale differs across it


@pytest.fixture(scope="module")
def wide_stacks(tmp_path_factory):
    """Open stacks over WIDE, by case, each with its values in one big window."""
    folder, stacks, rng = tmp_path_factory.mktemp("wide"), {}, np.random.default_rng(3)
    for name, (crs, size, options) in WARPED.items():
        left, bottom, right, top = transform_bounds(rasters.UTM, crs, *WIDE.bounds())
        pixel = 2000 * size / 90
        if crs == "EPSG:4326":
            pixel /= 105_000
        width, height = int((right - left) / pixel) + 1, int((top - bottom) / pixel) + 1
        values = rng.normal(size=(height, width)).astype(np.float32)
        values[rng.random(values.shape) < 0.03] = options.get("nodata", np.nan)
        transform = WIDE.transform if name == "aligned" else from_origin(left, top, pixel, pixel)
        layer = rasters.raster(folder / f"{name}.tif", values, crs, Affine(*transform[:6]), **options)
        for resampling in ("", "bilinear", "average"):
            source = BandSource(layer, 1, resampling=resampling)
            stack = GridStack([source], WIDE)
            stacks[name, resampling] = stack, stack.read(Window(-20, -20, 690, 690)), source
    yield lambda *key: stacks[key]  # a function: hypothesis would print the arrays
    for stack, *_ in stacks.values():
        stack.__exit__(None, None, None)


@pytest.mark.parametrize("resampling", ["", "bilinear", "average"])
@pytest.mark.parametrize("case", WARPED)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    row=st.integers(-15, 660),
    col=st.integers(-15, 660),
    height=st.integers(1, 300),
    width=st.integers(1, 300),
)
def test_a_value_does_not_depend_on_the_window_read(wide_stacks, case, resampling, row, col, height, width):
    stack, (values, valid), _ = wide_stacks(case, resampling)
    window = Window(row, col, min(height, 670 - row), min(width, 670 - col))
    rows, cols = slice(row + 20, row + 20 + window.height), slice(col + 20, col + 20 + window.width)
    found = stack.read(window)
    np.testing.assert_array_equal(found[0], values[:, rows, cols])
    np.testing.assert_array_equal(found[1], valid[:, rows, cols])


@pytest.mark.parametrize("case", WARPED)
def test_a_value_does_not_depend_on_the_extent_to_be_mapped(wide_stacks, tmp_path, case):
    (values, valid), source = wide_stacks(case, "")[1:]
    part = Window(211, 333, 90, 120)
    with GridStack([source], WIDE.crop(part)) as cropped:
        found = cropped.read(Window(-10, -10, 110, 140))
    rows, cols = slice(211 - 10 + 20, 211 + 100 + 20), slice(333 - 10 + 20, 333 + 130 + 20)
    same = found[1] == valid[:, rows, cols]
    assert same.mean() > 0.9999  # a point on the edge between two pixels may go either way
    np.testing.assert_allclose(found[0][same], values[:, rows, cols][same], atol=1e-4)


def native_values(layer, x, y, crs=rasters.UTM, band=1):
    with NativeStack([BandSource(layer, band)], rasters.wkt(crs)) as stack:
        values, valid = stack.read(np.asarray(x, float), np.asarray(y, float))
    return np.where(valid, values, np.nan)[:, 0]


# sequences come from the pixel of the file itself that contains the sample
@pytest.mark.parametrize("crs", [rasters.UTM, "EPSG:4326", rasters.LAEA])
def test_native_pixel_that_contains_the_point(tmp_path, crs):
    transform = rasters.north_up(pixel=450) if crs == rasters.UTM else reprojected_lattice(crs, 9, margin=-0.1)
    values = numbers((9, 9))
    values[4, 4] = -9999
    layer = rasters.raster(tmp_path / "a.tif", values, crs, transform, nodata=-9999)
    rng = np.random.default_rng(5)
    x, y = rasters.X0 + rng.uniform(-200, 3900, 400), rasters.Y0 - rng.uniform(-200, 3900, 400)
    expected = []
    for u, v in zip(*transform_points(rasters.UTM, crs, x, y), strict=True):
        col, row = (math.floor(value) for value in ~transform * (u, v))
        inside = 0 <= row < 9 and 0 <= col < 9 and (row, col) != (4, 4)
        expected.append(values[row, col] if inside else np.nan)
    assert 0 < np.isnan(expected).sum() < 300
    np.testing.assert_array_equal(native_values(layer, x, y), expected)


def test_native_reading_over_many_blocks_and_files_keeps_the_order(tmp_path, monkeypatch):
    monkeypatch.setattr("socmap_plugin.core.raster.reading.NATIVE_CHUNK_PX", 7)
    one, two = numbers((2, *SHAPE), 1), numbers(SHAPE, 2)
    first, second = rasters.raster(tmp_path / "1.tif", one), rasters.raster(tmp_path / "2.tif", two)
    row, col = np.random.default_rng(1).integers(0, 40, (2, 200))
    with NativeStack(
        [BandSource(first, 2), BandSource(second, 1), BandSource(first, 1)], rasters.wkt(rasters.UTM)
    ) as stack:
        values, valid = stack.read(*rasters.grid().xy(row, col))
    np.testing.assert_array_equal(values, np.stack([one[1, row, col], two[row, col], one[0, row, col]], axis=1))
    assert valid.all()


def test_points_without_a_place_in_the_other_crs_become_infinite():
    degrees, utm = parse_crs(rasters.wkt("EPSG:4326"), "a"), parse_crs(rasters.wkt(rasters.UTM), "b")
    x, y = project(np.array([117.0, 117.0, 118.0]), np.array([30.0, 95.0, 31.0]), degrees, utm)
    assert np.isfinite(x).tolist() == [True, False, True]
    np.testing.assert_allclose([x[0], x[2]], transform_points(degrees, utm, [117, 118], [30, 31])[0])
    assert not np.isfinite(y[1])


# the layer's CRS in QGIS counts, also where the file has one or none
def test_the_crs_of_the_layer_wins(tmp_path):
    values = numbers()
    for crs in (None, "EPSG:32649"):
        layer = rasters.raster(tmp_path / "a.tif", values, crs, layer_crs=rasters.wkt(rasters.UTM))
        assert describe(layer)[0].crs_wkt == rasters.wkt(rasters.UTM)
        np.testing.assert_array_equal(read(layer)[0], values)


def test_degrees_that_are_not_square(tmp_path):
    transform = from_origin(117, 31, 1 / 480, 1 / 240)
    layer = rasters.raster(tmp_path / "a.tif", numbers(), "EPSG:4326", transform)
    grid = describe(layer)[0]
    assert grid.pixel_size == pytest.approx((1 / 480, 1 / 240))
    np.testing.assert_array_equal(read(layer, grid=grid)[0], numbers())


def test_bands_tell_their_names_and_units(tmp_path):
    layer = rasters.raster(tmp_path / "a.tif", numbers((2, 3, 3)), names=("evi_2002", ""), units=("m", ""))
    assert [(b.index, b.description, b.unit) for b in describe(layer)[1]] == [(1, "evi_2002", "m"), (2, "", "")]


def broken(tmp_path, kind):
    path = tmp_path / "broken.tif"
    if kind == "missing":
        return RasterLayer("Elevation", str(path))
    if kind == "folder":
        return RasterLayer("Elevation", str(tmp_path))
    if kind == "text":
        path.write_text("no raster")
        return RasterLayer("Elevation", str(path))
    rasters.raster(path, numbers((200, 200)))
    content = path.read_bytes()
    path.write_bytes(content[: {"header": 60, "half": len(content) // 2}[kind]])
    return RasterLayer("Elevation", str(path))


# beyond the edge of a file there is nothing, also where it declares no nodata value
@pytest.mark.parametrize("dtype", ["float32", "uint8", "int16", "float64"])
@pytest.mark.parametrize("shift", [90, 20, -20], ids=["aligned", "warped", "warped the other way"])
def test_nothing_lies_beyond_the_edge(tmp_path, dtype, shift):
    layer = rasters.raster(tmp_path / "a.tif", np.full((20, 20), 7, dtype), transform=rasters.north_up(shift, shift))
    found = read(layer, Window(-8, -8, 40, 40))[0]
    assert (found[10:26, 10:26] == 7).all()
    beyond = np.ones(found.shape, bool)
    beyond[7:30, 7:30] = False
    assert np.isnan(found[beyond]).all()


@pytest.mark.parametrize("kind", ["missing", "folder", "text", "header"])
def test_a_file_that_cannot_be_opened(tmp_path, kind):
    with pytest.raises(
        InputError, match=r"The raster of the layer 'Elevation', .* cannot be opened .*; give a file that"
    ):
        describe(broken(tmp_path, kind))


@pytest.mark.parametrize("shift", [0, 20], ids=["aligned", "warped"])
def test_a_file_that_ends_in_the_middle(tmp_path, shift):
    layer = broken(tmp_path, "half")
    grid = rasters.grid(transform=rasters.north_up(shift), width=200, height=200)
    with pytest.raises(InputError, match=r"'Elevation', .*broken.tif, cannot be read .*; make the file again"):
        read(layer, Window(0, 0, 200, 200), grid)


def test_a_raster_without_crs(tmp_path):
    layer = rasters.raster(tmp_path / "elevation.tif", numbers(), None)
    with pytest.raises(InputError, match="The layer 'elevation' has no coordinate reference system; set it in"):
        describe(layer)


def test_a_layer_whose_crs_is_no_crs(tmp_path):
    layer = rasters.raster(tmp_path / "elevation.tif", numbers(), layer_crs="nonsense")
    with pytest.raises(InputError, match="The layer 'elevation' has a CRS that cannot be read"):
        describe(layer)


def test_a_crs_without_a_way_to_the_grid(tmp_path):
    layer = rasters.raster(tmp_path / "site.tif", numbers(), 'LOCAL_CS["site",UNIT["metre",1]]')
    with pytest.raises(InputError, match="The CRS of the layer 'site' cannot be transformed"):
        read(layer)


def test_a_file_with_fewer_bands_than_recorded(tmp_path):
    layer = rasters.raster(tmp_path / "a.tif", numbers())
    with pytest.raises(InputError, match=re.escape("a.tif has 1 bands, band 3 is needed")):
        GridStack([BandSource(layer, 3)], rasters.grid())


def test_a_thumbnail_is_small_and_knows_what_is_missing(tmp_path):
    values = np.full((700, 1000), 3, np.int16)
    values[:, :500] = -1
    image = thumbnail(BandSource(rasters.raster(tmp_path / "a.tif", values, nodata=-1), 1), largest_px=100)
    assert image.shape == (70, 100)
    assert np.isnan(image[:, :49]).all()
    assert (image[:, 51:] == 3).all()
