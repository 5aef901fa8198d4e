"""Terrain covariates as files: what they hold and say, what is refused, and how they compare with gdaldem and GRASS."""

import dataclasses
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine
from scipy.stats import spearmanr

from socmap_plugin.core.covariates.names import static_covariates
from socmap_plugin.core.jobs.inputs import RasterLayer
from socmap_plugin.core.jobs.terrain import DIRECTIONS, TERRAIN_VARIABLES, TerrainJob
from socmap_plugin.core.raster.known_files import describe
from socmap_plugin.core.runtime.errors import Cancelled, InputError, OutputError
from socmap_plugin.core.runtime.progress import Progress
from socmap_plugin.core.terrain import flow, run
from tests.builders import rasters
from tests.builders.listener import Listener
from tests.builders.places import SHARED_DATA

NAMES = ("elev", "slp", "tri", "rough", "vrm", "tpi", "cti", "spi")
UNITS = ("m", "degree", "m", "m", "1", "m", "ln(m)", "m")
FOOT = 0.3048


def hills(height=60, width=70, seed=4):
    """A smooth random surface of some hundred metres with a hole in it, float32."""
    rng = np.random.default_rng(seed)
    row, col = np.mgrid[0:height, 0:width]
    z = sum(
        40 / k * np.sin(k * row / 17 + phase) * np.cos(k * col / 13 + 2 * phase)
        for k, phase in zip(range(1, 8), rng.uniform(0, 6, 7))
    )
    z = (z + 300 - row).astype(np.float32)
    z[20:23, 30:34] = -9999
    return z


def job(folder, z=None, **changes):
    written = {key: changes.pop(key) for key in ("crs", "transform", "units", "nodata") if key in changes}
    layer = rasters.raster(folder / "dem.tif", hills() if z is None else z, **{"nodata": -9999.0, **written})
    return dataclasses.replace(TerrainJob(layer, str(folder / "out")), **changes)


def results(made):
    read = {}
    for name in NAMES:
        with rasterio.open(Path(made.folder) / f"{name}.tif") as file:
            read[name] = np.ma.filled(file.read(1, masked=True).astype(float), np.nan)
    return read


def test_the_eight_files(tmp_path):
    made, progress = job(tmp_path), Listener()
    answer = run.run(made, progress)
    assert answer["files"] == [f"{name}.tif" for name in NAMES]
    assert sorted(path.name for path in Path(made.folder).iterdir()) == sorted(answer["files"])
    assert progress.fractions == sorted(progress.fractions)
    assert "pixels of 90 x 90 m. Following the flow takes" in " ".join(progress.lines)
    grid, _ = describe(made.dem)
    for name, unit in zip(NAMES, UNITS):
        layer = RasterLayer(name, str(Path(made.folder) / f"{name}.tif"))
        own, bands = describe(layer)
        assert own == grid
        (covariate,) = static_covariates([(layer, bands)])
        assert (covariate.name, covariate.category, covariate.unit) == (name, "terrain", unit)
        with rasterio.open(layer.path) as file:
            assert (file.descriptions, file.nodata, file.dtypes) == ((name,), -9999.0, ("float32",))
            assert len(file.tags(1)["formula"]) > 10
            assert file.tags(1)["title"]
            assert file.tags()["dem"] == "dem"
    values = results(made)
    z = np.where(hills() == -9999, np.nan, hills())
    np.testing.assert_array_equal(values["elev"], z)
    wide = np.ones(z.shape, bool)
    wide[1:-1, 1:-1] = False
    wide[19:24, 29:35] = True
    for name in NAMES[1:]:
        if name != "vrm":
            np.testing.assert_array_equal(np.isnan(values[name]), wide)
    assert np.isnan(values["vrm"][wide]).all()
    assert answer["pixels"] == (~wide).sum()


# tiles are a matter of memory, and no bit of a result may depend on them
def test_tiles_give_the_same_files(tmp_path, monkeypatch):
    made = job(tmp_path)
    run.run(made, Progress())
    whole = {name: (Path(made.folder) / f"{name}.tif").read_bytes() for name in NAMES}
    monkeypatch.setattr(run, "tile_size", lambda memory_mb: 16)
    monkeypatch.setattr(flow, "_CHUNK_PX", 100)
    tiled = dataclasses.replace(made, folder=str(tmp_path / "tiled"))
    run.run(tiled, Progress())
    for name in NAMES:
        assert (Path(tiled.folder) / f"{name}.tif").read_bytes() == whole[name], name


@pytest.mark.parametrize(("memory_mb", "side"), [(10, 128), (128, 256), (512, 768), (100_000, 1024)])
def test_tiles_fit_into_memory(memory_mb, side):
    assert run.tile_size(memory_mb) == side
    assert side**2 * run.BYTES_A_PIXEL < memory_mb * 2**20


# a plane of one in ten is one in ten in every unit
@pytest.mark.parametrize(
    ("crs", "units", "elevation_unit", "vertical"),
    [
        ("EPSG:32650", (), "auto", 1),
        ("EPSG:32650", ("m",), "auto", 1),
        ("EPSG:32650", ("ft",), "auto", FOOT),
        ("EPSG:32650", ("US survey foot",), "auto", 1200 / 3937),
        ("EPSG:32650", ("m",), "ft", FOOT),
        ("EPSG:2263+6360", (), "auto", 1200 / 3937),
        ("EPSG:2263", ("m",), "auto", 1),
    ],
    ids=["none", "metre", "foot of the band", "survey foot", "foot asked for", "feet of the CRS", "feet and metres"],
)
def test_units_become_metres(tmp_path, crs, units, elevation_unit, vertical):
    horizontal = 1 if crs.endswith("32650") else 1200 / 3937
    x = np.arange(12) * rasters.PIXEL * horizontal  # in metres
    z = np.tile((500 - 0.1 * x) / vertical, (12, 1)).astype(np.float32)
    made = job(tmp_path, z, crs=crs, units=units, elevation_unit=elevation_unit)
    run.run(made, Progress())
    values = results(made)
    np.testing.assert_allclose(values["elev"][5], 500 - 0.1 * x, rtol=1e-6)
    np.testing.assert_allclose(values["slp"][1:-1, 1:-1], np.degrees(np.arctan(0.1)), rtol=1e-4)
    a = np.arange(1, 6) * rasters.PIXEL * horizontal
    np.testing.assert_allclose(values["cti"][5, 1:6], np.log(a / 0.1), rtol=1e-4)


def test_a_dem_that_says_nothing_of_its_unit(tmp_path):
    progress = Listener()
    run.run(job(tmp_path), progress)
    assert "does not say its unit of elevation; it is taken for metres" in " ".join(progress.lines)
    progress = Listener()
    run.run(job(tmp_path, crs="EPSG:2263"), progress)
    assert "does not say its unit of elevation" in " ".join(progress.warnings)
    progress = Listener()
    run.run(job(tmp_path, crs="EPSG:3857"), progress)
    assert "Web Mercator, which stretches distances" in " ".join(progress.warnings)


def spiked(value):
    z = hills()
    z[40, 40] = value
    return z


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"crs": "EPSG:4326", "transform": Affine(0.001, 0, 118, 0, -0.001, 31)}, "is in EPSG:4326.*Warp"),
        ({"transform": rasters.north_up() @ Affine.rotation(10)}, "is rotated against its CRS; make it north-up"),
        ({"z": np.zeros((2, 50), np.float32)}, "has 50 x 2 pixels, at least 3 x 3 are needed"),
        ({"z": np.zeros((2, 9, 9), np.float32)}, "has 2 bands, and elevation is one"),
        ({"z": np.full((9, 9), -9999, np.float32)}, "has no elevation at all: every pixel is nodata"),
        ({"units": ("fathom",)}, "has its elevations in 'fathom', known are m, ft, us-ft; convert them"),
        ({"elevation_unit": "mile"}, "The unit of elevation is mile; choose one of auto, m, ft, us-ft"),
        ({"z": spiked(-32768)}, "has the elevation -32768 m, and elevations on Earth are from -12000 to 9000 m"),
        ({"z": spiked(1), "nodata": None}, "has the elevation -9999 m"),
        ({"memory_mb": 64}, "needs 65 MB at once, and MEMORY_MB is 64; raise it to 65"),
    ],
    ids=["geographic", "rotated", "small", "bands", "empty", "unit", "unit asked for", "fill",
         "undeclared fill", "memory"],
)  # fmt: skip
def test_what_is_refused(tmp_path, changes, message):
    with pytest.raises(InputError, match=message):
        run.run(job(tmp_path, **changes), Progress())
    assert not [path for path in (tmp_path / "out").glob("**/*") if path.is_file()]


def test_who_claims_the_results_knows_all_of_them():
    assert tuple(variable.name for variable in (*run.LOCAL, *run.FLOW)) == TERRAIN_VARIABLES
    assert tuple(variable.name for variable in run.DIRECTIONAL) == DIRECTIONS


# a slope that faces north-west, in a file whose first line is the north, and in one whose first line is the south
@pytest.mark.parametrize("upside_down", [False, True])
def test_directions_are_made_where_wanted(tmp_path, upside_down):
    x, y = np.meshgrid(np.arange(12) * rasters.PIXEL, np.arange(12) * rasters.PIXEL)
    z = (500 + 0.3 * x + 0.4 * y).astype(np.float32)  # y grows to the south here
    transform = rasters.north_up()
    if upside_down:
        z, transform = z[::-1].copy(), transform @ Affine.translation(0, 12) @ Affine.scale(1, -1)
    made = job(tmp_path, z, transform=transform, directions=True)
    answer = run.run(made, Progress())
    assert answer["files"] == [f"{name}.tif" for name in (*NAMES, *DIRECTIONS)]
    length = np.sqrt(1 + 0.3**2 + 0.4**2)
    for name, expected in (("northness", 0.4 / length), ("eastness", -0.3 / length)):
        layer = RasterLayer(name, str(Path(made.folder) / f"{name}.tif"))
        (covariate,) = static_covariates([(layer, describe(layer)[1])])
        assert (covariate.name, covariate.category, covariate.unit) == (name, "terrain", "1")
        with rasterio.open(layer.path) as file:
            values = file.read(1, masked=True)
        np.testing.assert_allclose(values.compressed(), expected, atol=1e-4)
        assert values.count() == 100


def test_the_dem_is_never_replaced(tmp_path):
    made = job(tmp_path)
    dem = tmp_path / "elev.tif"
    shutil.move(made.dem.path, dem)
    before = dem.read_bytes()
    with pytest.raises(OutputError, match="elev.tif would overwrite an input or another result"):
        run.run(dataclasses.replace(made, dem=RasterLayer("dem", str(dem)), folder=str(tmp_path)), Progress())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elev.tif"]
    assert dem.read_bytes() == before


@pytest.mark.parametrize("moment", ["tile 1", "breaching", "accumulating", "flow, tile 1", "flow, overviews"])
def test_a_cancelled_run_leaves_nothing(tmp_path, moment):
    made = job(tmp_path)
    with pytest.raises(Cancelled):
        run.run(made, Listener(moment))
    assert not Path(made.folder).exists()


def xuancheng():
    path = SHARED_DATA / "xuancheng_sswr" / "covs" / "dem.tif"
    if not path.is_file():
        pytest.skip("the data folder xuancheng_sswr is not there")
    return path


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A real DEM of 200 m, whose mask is in many pieces, and its covariates."""
    made = TerrainJob(RasterLayer("dem", str(xuancheng())), str(tmp_path_factory.mktemp("real")))
    run.run(made, Progress())
    return made.dem.path, results(made)


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A generated DEM with oblong pixels, and its covariates."""
    made = job(tmp_path_factory.mktemp("generated"), transform=Affine(30, 0, rasters.X0, 0, -45, rasters.Y0))
    run.run(made, Progress())
    return made.dem.path, results(made)


@pytest.mark.parametrize(
    ("name", "mode"), [("slp", "slope"), ("tri", "TRI"), ("tpi", "TPI"), ("rough", "roughness")], ids=lambda text: text
)
@pytest.mark.parametrize("dem", ["real", "generated"])
def test_as_gdaldem(tmp_path, request, name, mode, dem):
    if shutil.which("gdaldem") is None:
        pytest.skip("gdaldem is not installed (gdal-bin)")
    path, values = request.getfixturevalue(dem)
    subprocess.run(["gdaldem", mode, str(path), str(tmp_path / "theirs.tif"), "-q"], check=True)
    with rasterio.open(tmp_path / "theirs.tif") as file:
        theirs = np.ma.filled(file.read(1, masked=True).astype(float), np.nan)
    np.testing.assert_array_equal(np.isnan(values[name]), np.isnan(theirs))
    # gdaldem adds up to eight elevations in single precision, whose last digit at 1000 m is 6e-5
    np.testing.assert_allclose(values[name], theirs, rtol=2e-6, atol=0 if dem == "real" else 2e-4)


GRASS = """
r.in.gdal -o input={dem} output=dem --quiet
g.region raster=dem
r.watershed elevation=dem tci=cti spi=spi --quiet
r.out.gdal -f input=cti output={folder}/cti.tif type=Float64 nodata=-9999 --quiet
r.out.gdal -f input=spi output={folder}/spi.tif type=Float64 nodata=-9999 --quiet
"""


def test_as_grass(tmp_path, real):
    if shutil.which("grass") is None:
        pytest.skip("GRASS is not installed (grass-core)")
    path, ours = real
    (tmp_path / "run.sh").write_text(GRASS.format(dem=path, folder=tmp_path))
    command = ["grass", "--tmp-location", "EPSG:32650", "--exec", "sh", str(tmp_path / "run.sh")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name, least in (("cti", 0.98), ("spi", 0.95)):
        with rasterio.open(tmp_path / f"{name}.tif") as file:
            theirs = np.ma.filled(file.read(1, masked=True), np.nan)
        known = np.isfinite(theirs)
        np.testing.assert_array_equal(np.isfinite(ours[name]), known)
        assert spearmanr(ours[name][known], theirs[known]).statistic > least
