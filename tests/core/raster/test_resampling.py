"""What comes onto a grid, compared with a plain resampling in NumPy: random fields with random holes, every reader."""

import itertools
import os

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine, from_origin
from rasterio.warp import transform as transform_points

from socmap_plugin.core.covariates.covariate_list import BandSource
from socmap_plugin.core.jobs.inputs import MissingRange, RasterLayer
from socmap_plugin.core.patches.temporal_stack import TemporalStack
from socmap_plugin.core.raster.grid import Window
from socmap_plugin.core.raster.known_files import Files
from socmap_plugin.core.raster.reading import GridStack, NativeStack
from tests.builders import rasters

CASES = 1000 if os.environ.get("SOCMAP_ALL_RASTERS") else 60
SIDE = 24  # of the grid
GRID = rasters.grid(width=SIDE, height=SIDE)
WINDOW = Window(-2, -3, SIDE + 4, SIDE + 5)
DEGREES = 1 / 100_000  # per metre, about
HOLES = (
    "nodata", "nan", "nan beside nodata", "nan as nodata", "undeclared", "mask", "alpha", "each band its own", "user's",
    "transparency", "switched off",
)  # fmt: skip


class Case:
    """A random raster: its bands as numbers (bands, height, width) in which NaN is missing, its layer and sources."""

    def __init__(self, folder, seed):
        rng = np.random.default_rng(seed)
        self.holes = HOLES[seed % len(HOLES)]
        self.kind = str(rng.choice(["continuous", "class"], p=[0.8, 0.2]))
        # of a file with an alpha band GDAL takes that for alpha which comes after grey, or red, green and blue
        self.bands = int(rng.choice([1, 3])) if self.holes == "alpha" else int(rng.integers(1, 5))
        self.scale = (1.0, 0.0) if rng.random() < 0.7 else (0.1, -20.0)
        self.crs = str(rng.choice([rasters.UTM, "EPSG:4326"]))
        pixel = 90 * float(rng.choice([0.21, 0.4, 1.0, 1.3, 5.2]))
        self.transform = self._place(rng, pixel)
        reach = (SIDE + 8) * 90 / pixel
        shape = (self.bands, max(int(rng.uniform(0.5, 1.1) * reach), 2), max(int(rng.uniform(0.5, 1.1) * reach), 2))
        integers = self.holes not in ("nan", "nan beside nodata", "nan as nodata", "undeclared") and rng.random() < 0.5
        stored = rng.integers(1, 9, shape) if self.kind == "class" else rng.normal(100, 30, shape)
        stored = stored.astype(np.int16 if integers else np.float32)
        missing = rng.random(shape) < rng.choice([0, 0.02, 0.3])
        missing[:, : shape[1] // 3] |= rng.random() < 0.3  # of whole bands, a part is missing in one and not in another
        missing[0] &= rng.random() < 0.8
        self.layer, self.how = self._write(folder / f"{seed}.tif", stored, missing, rng)
        self.truth = np.where(missing, np.nan, stored.astype(np.float64) * self.scale[0] + self.scale[1])
        self.order = rng.permutation(self.bands)[: rng.integers(1, self.bands + 1)]
        self.resampling = str(rng.choice(["", "nearest", "bilinear", "average", "majority"]))
        if self.resampling == "majority" and self.kind != "class":
            self.resampling = ""
        self.sources = [
            BandSource(self.layer, int(band) + 1, self.kind, self.resampling, **self.how) for band in self.order
        ]

    def _place(self, rng, pixel):
        shift_x, shift_y = rng.uniform(-4 * 90, 3 * 90, 2)
        if self.crs == rasters.UTM:
            turn = Affine.rotation(float(rng.choice([0, 0, 0, 20])))
            return Affine.translation(rasters.X0 + shift_x, rasters.Y0 + shift_y) * turn * Affine.scale(pixel, -pixel)
        (x,), (y,) = transform_points(rasters.UTM, self.crs, [rasters.X0 + shift_x], [rasters.Y0 + shift_y])
        return from_origin(x, y, pixel * DEGREES, pixel * DEGREES)

    def _write(self, path, stored, missing, rng):
        holes, how, options = self.holes, {}, {"transform": self.transform, "crs": self.crs}
        options |= {"scales": [self.scale[0]] * self.bands, "offsets": [self.scale[1]] * self.bands}
        fill, layer_missing, off = -9999, (), ()
        if holes in ("nodata", "nan beside nodata"):
            options["nodata"] = fill
        if holes == "nan as nodata":
            options["nodata"] = np.nan
        if holes in ("nan", "nan as nodata"):
            fill = np.nan
        if holes == "undeclared":
            fill = np.float32(rng.choice([-3.4028235e38, 1.7e38, -1e31, np.inf]))
        if holes == "user's":
            how = {"nodata": -9999.0}
        shown = fill * self.scale[0] + self.scale[1]
        if holes == "transparency":
            layer_missing = tuple(MissingRange(band + 1, shown - 1, shown + 1) for band in range(self.bands))
        if holes == "switched off":  # what the file says is nodata is none, and what it does not say is
            fill, options["nodata"] = -8888, 5
            how, off = {"nodata": -8888.0}, tuple(range(1, self.bands + 1))
        stored[missing] = fill
        if holes == "nan beside nodata":
            stored[missing & (rng.random(missing.shape) < 0.5)] = np.nan
        if holes == "mask":
            missing[:] = missing.any(axis=0)
            options["mask"] = np.where(missing[0], 0, 255).astype(np.uint8)
        if holes == "alpha":
            missing[:] = missing.any(axis=0)
            stored = np.concatenate([stored, np.where(missing[:1], 0, 255).astype(stored.dtype)])
            options |= {"photometric": "rgb" if self.bands == 3 else "minisblack", "alpha": "yes"}
            options["scales"], options["offsets"] = [*options["scales"], 1.0], [*options["offsets"], 0.0]
        if holes == "each band its own":
            return self._virtual(path, stored, missing, options), how
        layer = rasters.raster(path, stored, **options)
        return RasterLayer(layer.name, layer.path, "", layer_missing, off), how

    def _virtual(self, path, stored, missing, options):
        """A virtual raster whose bands have a nodata value each."""
        bands = ""
        for band, (image, gone) in enumerate(zip(stored, missing, strict=True), start=1):
            image[gone] = -1000 - band
            rasters.raster(path.with_suffix(f".{band}.tif"), image, transform=self.transform, crs=self.crs)
            name = "Int16" if stored.dtype == np.int16 else "Float32"
            bands += (
                f'<VRTRasterBand dataType="{name}" band="{band}"><NoDataValue>{-1000 - band}</NoDataValue>'
                f"<Offset>{self.scale[1]}</Offset><Scale>{self.scale[0]}</Scale><SimpleSource>"
                f"<SourceFilename>{path.with_suffix(f'.{band}.tif')}</SourceFilename></SimpleSource></VRTRasterBand>"
            )
        height, width = stored.shape[1:]
        place = ", ".join(repr(value) for value in self.transform.to_gdal())
        path = path.with_suffix(".vrt")
        path.write_text(
            f'<VRTDataset rasterXSize="{width}" rasterYSize="{height}"><SRS>{self.crs}</SRS>'
            f"<GeoTransform>{place}</GeoTransform>{bands}</VRTDataset>"
        )
        return RasterLayer(path.stem, str(path))

    def place(self, row, col):
        """Where points of the grid lie in the file, (y, x) in its pixels."""
        a, b, c, d, e, f = GRID.transform
        xy = transform_points(rasters.UTM, self.crs, a * col + b * row + c, d * col + e * row + f)
        x, y = ~self.transform * (np.array(xy[0]), np.array(xy[1]))
        return y, x

    def method(self):
        """What the rule says: averaged where finer, the most frequent class, else bilinear, and the nearest class."""
        a, b, _, d, e, _ = self.transform[:6]
        area = abs(a * e - b * d) / (1 if self.crs == rasters.UTM else DEGREES**2)
        finer = area < 90 * 90 / 4
        if self.kind == "class":
            return self.resampling if self.resampling in ("nearest", "majority") else "majority" if finer else "nearest"
        return self.resampling or ("average" if finer else "bilinear")


def pixel_of(image, y, x):
    row, col = int(np.floor(y)), int(np.floor(x))
    return image[row, col] if 0 <= row < image.shape[0] and 0 <= col < image.shape[1] else np.nan


def interpolated(image, y, x):
    if np.isnan(pixel_of(image, y, x)):
        return np.nan
    total = weights = 0.0
    for row, col in itertools.product((np.floor(y - 0.5), np.floor(y + 0.5)), (np.floor(x - 0.5), np.floor(x + 0.5))):
        value, weight = pixel_of(image, row, col), (1 - abs(y - 0.5 - row)) * (1 - abs(x - 0.5 - col))
        if not np.isnan(value):
            total, weights = total + weight * value, weights + weight
    return total / weights


def shares(image, top, left, bottom, right):
    """Yield value and area of every valid pixel in a box."""
    for row in range(max(int(np.floor(top)), 0), min(int(np.ceil(bottom)), image.shape[0])):
        for col in range(max(int(np.floor(left)), 0), min(int(np.ceil(right)), image.shape[1])):
            area = (min(bottom, row + 1) - max(top, row)) * (min(right, col + 1) - max(left, col))
            if not np.isnan(image[row, col]) and area > 1e-6 * (bottom - top) * (right - left):
                yield image[row, col], area


def plainly(case, image, row, col):
    """The value of a band at a pixel of the grid."""
    method = case.method()
    (y,), (x,) = case.place(np.array([row + 0.5]), np.array([col + 0.5]))
    if method in ("nearest", "bilinear"):
        return pixel_of(image, y, x) if method == "nearest" else interpolated(image, y, x)
    ys, xs = case.place(np.array([row, row, row + 1, row + 1.0]), np.array([col, col + 1, col, col + 1.0]))
    found = list(shares(image, ys.min(), xs.min(), ys.max(), xs.max()))
    if not found:
        return np.nan
    if method == "average":
        return sum(value * area for value, area in found) / sum(area for _, area in found)
    totals = {}
    for value, area in found:
        totals[value] = totals.get(value, 0.0) + area
    first, *others = sorted(totals.values(), reverse=True)
    return np.nan if others and first - others[0] < 1e-6 * first else max(totals, key=totals.get)  # nan: a tie


@pytest.mark.parametrize("seed", range(CASES))
def test_every_reader_agrees_with_a_plain_resampling(tmp_path, seed):
    case = Case(tmp_path, seed)
    rng = np.random.default_rng(seed)
    with GridStack(case.sources, GRID) as stack:
        values, valid = stack.read(WINDOW)
    with NativeStack(case.sources, GRID.crs_wkt) as native, Files() as files:
        row, col = rng.integers(0, SIDE, (2, 30))
        x, y = GRID.xy(row, col)
        points = np.where((native_read := native.read(x, y))[1], native_read[0], np.nan)
        with TemporalStack(case.sources, GRID, "nearest", files) as temporal:
            sequence, present = temporal.read(row, col, (x, y))
    found = np.where(valid, values, np.nan)
    sequence = np.where(present, sequence, np.nan)
    for position, band in enumerate(case.order):
        image = case.truth[band]
        expected = np.array([plainly(case, image, r, c) for r, c in zip(row, col, strict=True)])
        here = found[position, row - WINDOW.row, col - WINDOW.col]
        tied = np.isnan(expected) & ~np.isnan(here) & (case.method() == "majority")
        np.testing.assert_allclose(here[~tied], expected[~tied], rtol=2e-5, atol=2e-5)
        at = case.place(row + 0.5, col + 0.5)
        plain = np.array([pixel_of(image, *place) for place in zip(*at, strict=True)])
        np.testing.assert_allclose(points[:, position], plain, rtol=1e-6)
        averaged = case.method() in ("average", "majority") or case.resampling == "bilinear"
        if case.kind == "continuous" or averaged:
            np.testing.assert_array_equal(sequence[:, position], here if averaged else points[:, position])


# the same bands as one file or as several: every band is read as if it were alone
@pytest.mark.parametrize("seed", range(CASES // 10))
@pytest.mark.parametrize("resampling", ["", "nearest", "bilinear", "average"])
def test_a_band_does_not_depend_on_the_others_of_its_file(tmp_path, seed, resampling):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(3, 50, 50)).astype(np.float32)
    values[rng.random(values.shape) < 0.1] = -9999
    values[1] = np.abs(values[1])  # complete, as an elevation beside a slope
    transform = rasters.north_up(13, 7, 90 * float(rng.choice([0.3, 0.9, 2])))
    whole = rasters.raster(tmp_path / "whole.tif", values, transform=transform, nodata=-9999)
    alone = [
        rasters.raster(tmp_path / f"{i}.tif", band, transform=transform, nodata=-9999) for i, band in enumerate(values)
    ]
    together = [BandSource(whole, band, resampling=resampling) for band in (1, 2, 3)]
    apart = [BandSource(layer, 1, resampling=resampling) for layer in alone]
    for one, other in zip(_read(together), _read(apart), strict=True):
        np.testing.assert_array_equal(one, other)


def _read(sources):
    with GridStack(sources, GRID) as stack:
        return stack.read(WINDOW)


def test_a_value_beside_a_hole_is_made_of_what_is_there(tmp_path):
    values = np.full((2, 60, 60), 7, np.float32)
    values[0, :, 30:] = -9999
    layer = rasters.raster(tmp_path / "a.tif", values, transform=rasters.north_up(40, 40), nodata=-9999)
    found, valid = _read([BandSource(layer, 1), BandSource(layer, 2)])
    assert set(np.unique(found[valid])) == {7}
    assert 0 < valid[0].sum() <= valid[1].sum()


# --- classes and dates ------------------------------------------------------------------------------------------------


def test_classes_become_layers_of_one_and_zero(tmp_path):
    classes = np.float32([[1, 1, 2, 2], [1, 3, 2, -9999], [9, 9, 3, 3], [9, 1, 3, 3]])
    layer = rasters.raster(tmp_path / "soil.tif", classes, nodata=-9999)
    grid, known = rasters.grid(width=4, height=4), (1.0, 2.0, 3.0)
    sources = [BandSource(layer, 1, "class", class_value=value, classes=known) for value in known]
    with GridStack(sources, grid) as stack:
        values, valid = stack.read(Window(0, 0, 4, 4))
    for value, layer_of, there in zip(known, values, valid, strict=True):
        np.testing.assert_array_equal(there, np.isin(classes, known))  # a class that is not known is missing
        np.testing.assert_array_equal(layer_of, classes == value)


def test_of_classes_that_are_finer_the_most_frequent_is_taken(tmp_path):
    classes = np.kron(np.arange(1, 65).reshape(8, 8), np.ones((4, 4), int)).astype(np.uint8)
    expected = classes[::4, ::4].copy()
    classes[::4, ::4] = 200  # one of sixteen
    layer = rasters.raster(tmp_path / "soil.tif", classes, transform=rasters.north_up(pixel=22.5))
    with GridStack([BandSource(layer, 1, "class")], rasters.grid(width=8, height=8)) as stack:
        np.testing.assert_array_equal(stack.read(Window(0, 0, 8, 8))[0][0], expected)


# greenup of the southern hemisphere, around New Year: 362 and 3 are six days apart, and their mean is not in July
@pytest.mark.parametrize("resampling", ["bilinear", "average"])
def test_dates_across_new_year_are_resampled_on_the_circle(tmp_path, resampling):
    days = np.where(np.indices((40, 40)).sum(axis=0) % 2, 362, 3).astype(np.float32)
    layer = rasters.raster(tmp_path / "greenup.tif", days, transform=rasters.north_up(45, 0))
    source = BandSource(layer, 1, "date", resampling, season=0.0)
    with GridStack([source], rasters.grid()) as stack:
        found, valid = stack.read(Window(1, 1, 30, 30))
    assert valid.all()
    np.testing.assert_allclose(found, 0, atol=1e-4)
    with rasterio.open(layer.path) as file:
        assert file.read(1).mean() == pytest.approx(182.5)


@pytest.mark.parametrize(("season", "expected"), [(0, [-3, 3, 100]), (365, [362, 368, 465]), (180, [362, 3, 100])])
def test_a_date_is_told_within_half_a_year_of_its_season(tmp_path, season, expected):
    layer = rasters.raster(tmp_path / "greenup.tif", np.float32([[362, 3, 100]]))
    with GridStack([BandSource(layer, 1, "date", season=season)], rasters.grid()) as stack:
        np.testing.assert_array_equal(stack.read(Window(0, 0, 1, 3))[0][0], [expected])


# --- longitudes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [0, -180], ids=["0 to 360", "-180 to 180"])
@pytest.mark.parametrize("size", [1.0, 0.5], ids=["same lattice", "other lattice"])
@pytest.mark.parametrize("left", [-66, 174, 354], ids=["Americas", "across 180", "across Greenwich"])
def test_the_earth_is_round(tmp_path, first, size, left):
    east = first + 0.5 + np.arange(360)
    world = np.tile(np.cos(np.radians(east)), (20, 1)).astype(np.float32)
    layer = rasters.raster(tmp_path / "world.tif", world, "EPSG:4326", from_origin(first, 10, 1, 1))
    grid = rasters.grid("EPSG:4326", from_origin(left, 5, size, size), int(12 / size), int(8 / size))
    with GridStack([BandSource(layer, 1)], grid) as stack:
        values, valid = stack.read(Window(0, 0, grid.height, grid.width))
    x, y = grid.xy(*np.indices((grid.height, grid.width)))
    assert valid.all()
    np.testing.assert_allclose(values[0], np.cos(np.radians(x)), atol=3e-4)
    with NativeStack([BandSource(layer, 1)], grid.crs_wkt) as native:
        values, valid = native.read(x.ravel(), y.ravel())
    assert valid.all()
    np.testing.assert_allclose(values[:, 0], np.cos(np.radians(np.floor(x.ravel()) + 0.5)), atol=1e-5)
