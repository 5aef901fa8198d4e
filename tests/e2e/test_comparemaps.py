"""Compare Maps with the real worker."""

from __future__ import annotations

import csv

from osgeo import gdal

from tests.e2e.conftest import run

gdal.UseExceptions()


def test_a_script_compares_two_maps(qgis_process, landscape, tmp_path):
    difference, report = tmp_path / "difference.tif", tmp_path / "report.html"
    maps = {
        "MAPS": [str(landscape / "truth.tif"), str(landscape / "twi.tif")], "DIFFERENCE": str(difference),
        "STATISTICS": str(tmp_path / "s.csv"), "REPORT": str(report),
    }  # fmt: skip
    run(qgis_process, "comparemaps", maps)
    with open(tmp_path / "s.csv", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["zone"], row["map"], row["compared_with"], row["pixels"]) == ("all", "twi", "truth", "900")
    found = gdal.Open(str(difference)).ReadAsArray().astype(float).mean()
    assert abs(found - float(row["mean_difference"])) < 1e-4
    assert "twi is on average" in report.read_text()
