"""Validate Map with the real worker."""

from __future__ import annotations

import csv

import pytest
from qgis.core import QgsVectorLayer

from tests.e2e.conftest import CRS, run


def test_a_script_judges_a_map(qgis_process, landscape, tmp_path):
    """The truth as a map, and samples whose noise is its only error."""
    table = f"delimitedtext://file://{landscape}/samples.csv?xField=x&yField=y&crs={CRS}&detectTypes=yes"
    answer = run(
        qgis_process,
        "validatemap",
        {
            "MAP": str(landscape / "truth.tif"),
            "POINTS": table,
            "OBSERVED": '"soc"',
            "DESIGN": "simple",
            "RESIDUALS": str(tmp_path / "residuals.gpkg"),
            "METRICS": str(tmp_path / "metrics.csv"),
            "REPORT": str(tmp_path / "report.html"),
        },
    )
    assert answer.results["RMSE"] == pytest.approx(1.5, rel=0.3)  # the landscape's noise
    with open(tmp_path / "metrics.csv", newline="") as file:
        rows = {row["measure"]: row for row in csv.DictReader(file)}
    assert float(rows["rmse"]["lower_95"]) < 1.5 < float(rows["rmse"]["upper_95"])
    assert QgsVectorLayer(str(tmp_path / "residuals.gpkg"), "r").featureCount() == 60
    assert "simple random sample" in (tmp_path / "report.html").read_text()
