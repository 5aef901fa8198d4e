"""Simulate soil profiles and districts for the demo, from its samples: resources/demo/simulated_*.gpkg.

    python tools/make_demo_profiles.py [FOLDER]

FOLDER is resources/demo by default. It needs numpy and GDAL's Python bindings. Same samples, same files.

The demo's samples know the organic matter of one horizon. To show the way from the field book to a number for a
district, each gets a profile: the A horizon has the carbon that was measured, and everything else is simulated: its
thickness, two horizons below it, bulk densities (at half of the profiles), coarse fragments. Three mistakes are put in
on purpose, as they happen in field books. The districts are rectangles. Nothing can be learnt of Xuancheng from it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-01-01T00:00:00.000Z")  # otherwise every run gives another file
SEED = 20260101
EPSG = 32650
DEMO = Path(__file__).resolve().parent.parent / "resources/demo"
MATTER_PER_CARBON = 1.724
FIELDS = ("top", "bottom", "soc", "bulk_density", "stones")
UNITS = "top and bottom in cm, soc in g/kg, bulk_density of the fine earth in g/cm3, stones in per cent of the volume"
SIMULATED = "Simulated, not measured, except for the carbon of the first horizon; made for the demonstration only"
ROWS, COLUMNS = 2, 3  # of districts
WEST, SOUTH, EAST, NORTH = 640_000, 3_381_000, 752_000, 3_466_000  # around the map


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO
    rng = np.random.default_rng(SEED)
    samples = ogr.Open(str(folder / "soil_samples.gpkg"))  # GDAL's layers live as long as a name for their file
    rows = []
    for sample in samples.GetLayer():
        place = sample.GetGeometryRef()
        carbon = sample["SOM_A_hori"] / MATTER_PER_CARBON
        rows += [(f"P{sample['id']:03d}", place.GetX(), place.GetY(), *own) for own in profile(rng, carbon)]
    write_profiles(folder / "simulated_horizons.gpkg", with_mistakes(rows))
    write_districts(folder / "simulated_districts.gpkg")


def profile(rng: np.random.Generator, carbon: float) -> list[tuple[float | None, ...]]:
    """Return three horizons with the values of `FIELDS`: carbon falls with depth, and densities rise with that."""
    bottoms = (int(rng.integers(12, 25)), int(rng.integers(40, 70)), 100)
    shares = (1.0, rng.uniform(0.3, 0.55), rng.uniform(0.1, 0.25))
    measured, stones = rng.random() < 0.5, float(rng.choice((0, 0, 5, 10, 20)))
    rows: list[tuple[float | None, ...]] = []
    top = 0
    for bottom, share in zip(bottoms, shares):
        soc = carbon * share
        density = 1 / (0.6268 + 0.0361 * 0.1 * MATTER_PER_CARBON * soc) + rng.normal(0, 0.1)
        rows.append(
            (top, bottom, round(float(soc), 1), round(float(density), 2) if measured else None, stones + 5 * len(rows))
        )
        top = bottom
    return rows


def with_mistakes(rows: list[tuple]) -> list[tuple]:
    """Return the rows with one overlap, one pair of depths the wrong way round, and one value that is missing."""
    changed = list(rows)
    changed[4] = (*rows[4][:3], rows[4][3] - 5, *rows[4][4:])  # the second horizon of P002 begins in the first
    changed[31] = (*rows[31][:3], rows[31][4], rows[31][3], *rows[31][5:])  # of P011
    changed[60] = (*rows[60][:5], None, *rows[60][6:])  # the first of P021
    return changed


def write_profiles(path: Path, rows: list[tuple]) -> None:
    """Write the horizons, each as a point with the name of its profile and the values of `FIELDS`."""
    file = created(path)
    layer = added(file, path.stem, ogr.wkbPoint, f"{SIMULATED}; {UNITS}")
    layer.CreateField(ogr.FieldDefn("pit", ogr.OFTString))
    for name in FIELDS:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTReal))
    for pit, x, y, *values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["pit"] = pit
        for name, value in zip(FIELDS, values):
            if value is not None:
                feature[name] = value
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({x} {y})"))
        layer.CreateFeature(feature)


def write_districts(path: Path) -> None:
    """Write rectangles that cover the map."""
    file = created(path)
    layer = added(file, path.stem, ogr.wkbPolygon, "Simulated, not districts of China; for the demonstration only")
    layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
    width, height = (EAST - WEST) / COLUMNS, (NORTH - SOUTH) / ROWS
    for number in range(ROWS * COLUMNS):
        row, column = divmod(number, COLUMNS)
        left, top = WEST + column * width, NORTH - row * height
        right, bottom = left + width, top - height
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["name"] = f"simulated {number + 1}"
        ring = f"{left} {top}, {right} {top}, {right} {bottom}, {left} {bottom}, {left} {top}"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON (({ring}))"))
        layer.CreateFeature(feature)


def created(path: Path) -> gdal.Dataset:
    """Return an empty GeoPackage."""
    path.unlink(missing_ok=True)
    return gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)


def added(file: gdal.Dataset, name: str, kind: int, text: str) -> ogr.Layer:
    """Return a new layer of a file, which says what it is."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    return file.CreateLayer(name, reference, kind, ["DESCRIPTION=" + text])


if __name__ == "__main__":
    main()
