"""Real samples and rasters: those of the data folder beside the repository, where it is there, and the demo's."""

from __future__ import annotations

import csv
import sqlite3
import struct

import pytest
from rasterio.crs import CRS

from socmap_plugin.core.jobs.inputs import RasterLayer, SampleTable
from tests.builders.places import ROOT, SHARED_DATA

DEMO = ROOT / "resources" / "demo"
SAMPLED = {
    "xuancheng_sswr": ("EPSG:32650", "s1", "s2", "SOM_A_hori"),
    "amhara_sswr": ("+proj=laea +lat_0=5 +lon_0=20 +datum=WGS84 +units=m", "s1", "s2", "SOM"),
    "meuse_sp": ("EPSG:28992", "x", "y", "om"),
}


def folder(name):
    if not (SHARED_DATA / name).is_dir():
        pytest.skip(f"the data folder {name} is not there")
    return SHARED_DATA / name


def layers(place, pattern):
    return tuple(RasterLayer(path.stem, str(path)) for path in sorted(place.glob(pattern)))


def table(path, crs, x, y, target, ids="id", strata=""):
    """Samples of a CSV; an empty or NA target is NULL."""
    with open(path, newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return SampleTable(
        path.parent.name,
        CRS.from_user_input(crs).to_wkt(),
        tuple(row.get(ids) or str(i + 1) for i, row in enumerate(rows)),
        tuple(float(row[x]) for row in rows),
        tuple(float(row[y]) for row in rows),
        tuple(None if row[target] in ("", "NA") else float(row[target]) for row in rows),
        tuple(row[strata] for row in rows) if strata else (),
    )


def demo_samples():
    with sqlite3.connect(f"file:{DEMO / 'soil_samples.gpkg'}?mode=ro&immutable=1", uri=True) as database:
        rows = database.execute("select id, geom, SOM_A_hori from soil_samples").fetchall()
    database.close()
    x, y = zip(*(struct.unpack("<dd", shape[-16:]) for _, shape, _ in rows), strict=True)
    target = tuple(value / 1.724 for _, _, value in rows)
    return SampleTable("demo", CRS.from_epsg(32650).to_wkt(), tuple(str(row[0]) for row in rows), x, y, target)
