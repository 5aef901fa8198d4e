"""Make resources/demo from the Xuancheng data of the R package sswr, and simulate the yearly vegetation rasters.

    python tools/make_demo_data.py SOURCE [FOLDER]

SOURCE is a folder with `samples.gpkg` and the seven rasters in `covs/`, which were converted from
`sampleXuancheng.rda` and `grdXuancheng.rda` (FOLDER/ATTRIBUTION.md cites them). FOLDER is resources/demo by default.
It needs numpy, scipy and rasterio. Same source, same files.

No open data set pairs soil samples with yearly phenology, so ten years of it are simulated. The simulation sees the
terrain and the climate, never the soil samples; whatever a model gains from the simulated layers, it gains from the
terrain and climate in them.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import Affine, from_origin
from rasterio.warp import Resampling, reproject
from scipy.ndimage import binary_dilation, distance_transform_edt, gaussian_filter

CRS = "EPSG:32650"
SEED = 20022011
YEARS = tuple(range(2002, 2012))
CELL_M = 500.0
# The cells of the MODIS products never line up with those of a terrain model; nor do these.
GRID_ORIGIN = (639_750.0, 3_466_250.0)
GRID_SHAPE = (170, 226)
MARGIN_CELLS = 2  # samples and pixels at the edge of the study area still find a cell
NODATA = -32768
SIMULATED = (
    "yes: simulated from the real terrain and climate of the study area, not measured; made for the demonstration only"
)


@dataclass(frozen=True)
class Layer:
    """How a layer is stored: integers times ``scale``, in ``unit`` (empty: a plain number)."""

    source: str
    scale: float
    unit: str
    dtype: str = "int16"


# The curvatures and the wetness index have these steps in the source; for the others the step is far below the
# accuracy of the data (1 cm of rain, 0.001 degrees), and makes the files half as large.
REAL = {
    "elevation": Layer("dem", 1.0, "m"),
    "slope": Layer("slope", 0.01, "degree"),
    "twi": Layer("twi", 0.001, ""),
    "plan_curvature": Layer("plan.curvature", 1e-6, "1/m", "int32"),
    "profile_curvature": Layer("profile.curvature", 1e-6, "1/m"),
    "temperature": Layer("temperature", 0.001, "degC"),
    "precipitation": Layer("precipitation", 0.1, "mm/year"),
}
DATE, EVI = Layer("", 1.0, "day of year"), Layer("", 0.0001, "")  # as in the MODIS product MCD12Q2
EVI_STEP = 0.002  # simulated noise below this would only make the files larger


def main() -> None:
    """Make the whole folder and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="folder with samples.gpkg and covs/")
    default = Path(__file__).resolve().parent.parent / "resources" / "demo"
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    arguments = parser.parse_args()
    if not (arguments.source / "samples.gpkg").is_file():
        sys.exit(f"{arguments.source} holds no samples.gpkg; give the folder of the Xuancheng data.")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    copy_samples(arguments.source / "samples.gpkg", arguments.folder / "soil_samples.gpkg")
    for name, layer in REAL.items():
        copy_covariate(arguments.source / "covs" / f"{layer.source}.tif", arguments.folder / f"{name}.tif", name, layer)
    for name, (layer, values) in simulate(arguments.source / "covs").items():
        write_simulated(arguments.folder / f"simulated_{name}.tif", name, layer, values)
    size = sum(path.stat().st_size for path in arguments.folder.iterdir())
    print(f"{arguments.folder}: {size / 1e6:.2f} MB")


def copy_samples(source: Path, path: Path) -> None:
    """Copy the samples with the fields that the demo needs.

    Written with SQLite itself: what GDAL writes carries the date of writing and a spatial index of many tables.
    """
    path.unlink(missing_ok=True)
    origin = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    rows = origin.execute("SELECT geom, id, SOM_A_hori, sample, CAST(stratum AS INTEGER) FROM samples ORDER BY id")
    table = rows.fetchall()
    box = origin.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'samples'").fetchone()
    systems = origin.execute("SELECT * FROM gpkg_spatial_ref_sys ORDER BY srs_id").fetchall()
    origin.close()
    target = sqlite3.connect(path)
    target.executescript(
        """
        PRAGMA application_id = 0x47504B47;  -- "GPKG"
        PRAGMA user_version = 10300;
        CREATE TABLE gpkg_spatial_ref_sys (
            srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
            organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        CREATE TABLE gpkg_contents (
            table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
            description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,
            max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_geometry_columns (
            table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name), column_name TEXT NOT NULL,
            geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),
            z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
        CREATE TABLE soil_samples (
            fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, id INTEGER, SOM_A_hori REAL, sample TEXT,
            stratum INTEGER);
        """
    )
    target.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", [row[:6] for row in systems])
    description = "Soil organic matter of the A horizon (SOM_A_hori, g/kg); sswr, CC BY 4.0; see ATTRIBUTION.md"
    target.execute(
        "INSERT INTO gpkg_contents VALUES ('soil_samples', 'features', 'soil_samples', ?, ?, ?, ?, ?, ?, 32650)",
        (description, "2022-01-01T00:00:00.000Z", *box),
    )
    target.execute("INSERT INTO gpkg_geometry_columns VALUES ('soil_samples', 'geom', 'POINT', 32650, 0, 0)")
    target.executemany("INSERT INTO soil_samples (geom, id, SOM_A_hori, sample, stratum) VALUES (?, ?, ?, ?, ?)", table)
    target.commit()
    target.execute("VACUUM")
    target.close()


def copy_covariate(source: Path, path: Path, name: str, layer: Layer) -> None:
    """Store a real covariate as scaled integers on its own grid."""
    with rasterio.open(source) as raster:
        values, transform = raster.read(1, masked=True).astype(np.float64), raster.transform
    nodata = np.iinfo(layer.dtype).min
    stored = np.rint(values / layer.scale).filled(nodata).astype(layer.dtype)
    tags = {"SOURCE": "R package sswr, grdXuancheng, CC BY 4.0; see ATTRIBUTION.md"}
    _write(path, stored[np.newaxis], [name], layer, transform, tags)


def write_simulated(path: Path, name: str, layer: Layer, values: np.ndarray) -> None:
    """Store a simulated variable (T, H, W), NaN outside the study area, one band a year."""
    stored = np.where(np.isfinite(values), np.rint(values / layer.scale), NODATA).astype(layer.dtype)
    bands = [f"simulated_{name}_{year}" for year in YEARS]
    _write(path, stored, bands, layer, _grid(), {"SIMULATED": SIMULATED})


def simulate(covariates: Path) -> dict[str, tuple[Layer, np.ndarray]]:
    """Simulate eleven phenology variables and the mean EVI of ten years, (T, H, W) each, in physical units.

    Spring comes 3 days later each 100 m and 4 days later each degC of cold at equal elevation. The hills are forest
    with one cycle a year and a high, long plateau of greenness; on the plain, fields with two crops a year (early,
    short cycles) alternate with fields with one. To this come the year's own weather, the same everywhere, smooth
    anomalies that differ from year to year, places that green slowly over the decade, and noise.
    """
    rng = np.random.default_rng(SEED)
    terrain = {name: _on_cells(covariates / f"{REAL[name].source}.tif") for name in ("elevation", "slope", "twi")}
    temperature = _on_cells(covariates / "temperature.tif")
    rain = _on_cells(covariates / "precipitation.tif")
    outside = np.isnan(terrain["elevation"])
    for values in (*terrain.values(), temperature, rain):
        values[:] = values[tuple(distance_transform_edt(np.isnan(values), return_distances=False, return_indices=True))]
    elevation, slope, twi = terrain["elevation"], terrain["slope"], terrain["twi"]
    outside &= ~binary_dilation(~outside, iterations=MARGIN_CELLS)

    steps, ramp = len(YEARS), np.linspace(-1, 1, len(YEARS))[:, np.newaxis, np.newaxis]
    warmth = temperature - np.polyval(np.polyfit(elevation.ravel(), temperature.ravel(), 1), elevation)
    dryness = (rain - rain.mean()) / rain.std()
    forest = 1 / (1 + np.exp(-(elevation + 12 * slope - 190 + 60 * _field(rng, 4)) / 45))
    fields = 0.9 * _field(rng, 6) + 0.15 * (twi - 10)
    double = 1 / (1 + np.exp(-3 * (fields + 0.35 * _fields(rng, steps, 3)))) * (1 - forest)  # share with two crops
    weather = rng.standard_normal((steps, 1, 1))
    greening = 0.6 * ramp * _field(rng, 12) * (1 - 0.5 * forest) + 0.3 * ramp

    def dates(sd_days: float) -> np.ndarray:
        return sd_days * rng.standard_normal((steps, *GRID_SHAPE))

    spring = 84 + 3.0 * elevation / 100 - 4.0 * warmth - 30 * double - 5 * weather - 3 * greening
    greenup = spring + 4 * _fields(rng, steps, 10) + dates(1.5)
    rise = 46 + 14 * forest - 10 * double + 3 * _fields(rng, steps, 8)
    plateau = 62 + 38 * forest - 34 * double - 0.6 * elevation / 100 + 3 * rng.standard_normal((steps, 1, 1))
    fall = 58 + 16 * forest - 16 * double + 3 * _fields(rng, steps, 8)
    maturity = greenup + rise + dates(1)
    senescence = maturity + plateau + dates(1.5)
    minimum = 0.13 + 0.10 * forest + 0.015 * warmth + 0.008 * _fields(rng, steps, 6)
    amplitude = 0.36 + 0.10 * forest - 0.04 * double + 0.02 * greening + 0.008 * dryness + 0.01 * weather
    amplitude = amplitude + 0.012 * _fields(rng, steps, 6) - 0.0002 * np.maximum(elevation - 500, 0)
    length = senescence + fall - greenup
    # The mean greenness of the season, as a share of the amplitude: a trapezium with `plateau` as its shorter side.
    season = minimum + amplitude * (plateau + 0.575 * (rise + fall)) / (plateau + rise + fall)
    second = np.rint(np.clip(1 + double, 1, 2))
    mean = (season * length * (1 + 0.5 * double) + minimum * np.maximum(365 - length, 0)) / 365
    simulated = {
        "greenup": (DATE, greenup),
        "mid_greenup": (DATE, greenup + 0.48 * rise + dates(0.7)),
        "maturity": (DATE, maturity),
        "peak": (DATE, maturity + (0.35 + 0.05 * _fields(rng, steps, 4)) * plateau + dates(1)),
        "senescence": (DATE, senescence),
        "mid_greendown": (DATE, senescence + 0.52 * fall + dates(0.7)),
        "dormancy": (DATE, senescence + fall + dates(1.5)),
        "num_cycles": (Layer("", 1.0, ""), second),
        "evi_amplitude": (EVI, _stepped(amplitude)),
        "evi_area": (Layer("", 0.1, ""), np.rint(season * length)),
        "evi_minimum": (EVI, _stepped(minimum)),
        "evi_mean": (EVI, _stepped(mean)),
    }
    return {name: (layer, np.where(outside, np.nan, values)) for name, (layer, values) in simulated.items()}


def _grid() -> Affine:
    return from_origin(*GRID_ORIGIN, CELL_M, CELL_M)


def _on_cells(path: Path) -> np.ndarray:
    """Average a real covariate over the 500 m cells; NaN where there is none."""
    cells = np.full(GRID_SHAPE, np.nan)
    with rasterio.open(path) as raster:
        values = raster.read(1, masked=True).astype(np.float64).filled(np.nan)
        options = {"src_transform": raster.transform, "src_crs": CRS, "src_nodata": np.nan, "dst_nodata": np.nan}
    reproject(values, cells, dst_transform=_grid(), dst_crs=CRS, resampling=Resampling.average, **options)
    return cells


def _field(rng: np.random.Generator, range_cells: float) -> np.ndarray:
    """Smooth random field of mean 0 and variance 1 on the cells."""
    smooth = gaussian_filter(rng.standard_normal(GRID_SHAPE), range_cells, mode="wrap")
    return (smooth - smooth.mean()) / smooth.std()


def _fields(rng: np.random.Generator, count: int, range_cells: float) -> np.ndarray:
    return np.stack([_field(rng, range_cells) for _ in range(count)])


def _stepped(evi: np.ndarray) -> np.ndarray:
    return np.rint(evi / EVI_STEP) * EVI_STEP


def _write(
    path: Path, stored: np.ndarray, bands: list[str], layer: Layer, transform: Affine, tags: dict[str, str]
) -> None:
    profile = {
        "driver": "GTiff",
        "dtype": layer.dtype,
        "count": stored.shape[0],
        "height": stored.shape[1],
        "width": stored.shape[2],
        "crs": CRS,
        "transform": transform,
        "nodata": np.iinfo(layer.dtype).min,
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "interleave": "band",
        "compress": "deflate",
        "predictor": 2,
        "zlevel": 9,
    }
    with rasterio.open(path, "w", **profile) as raster:
        raster.write(stored)
        raster.update_tags(**tags)
        raster.scales = [layer.scale] * len(bands)
        raster.units = [layer.unit] * len(bands)
        raster.descriptions = bands


if __name__ == "__main__":
    main()
