"""Where to Sample with the real worker: from a map to points that Validate Map can use."""

from __future__ import annotations

from qgis.core import QgsVectorLayer

from tests.e2e.conftest import run


def test_a_script_proposes_a_validation_sample(qgis_process, landscape, tmp_path):
    soc_map, points = str(landscape / "truth.tif"), tmp_path / "points.gpkg"
    proposal = {
        "COVARIATES": [soc_map], "METHOD": "stratified", "COUNT": 20, "RESERVE": 4, "OUTPUT": str(points),
        "REPORT": str(tmp_path / "sampling.html"),
    }  # fmt: skip
    run(qgis_process, "proposesamples", proposal)
    layer = QgsVectorLayer(str(points), "points")
    assert [feature["purpose"] for feature in layer.getFeatures()].count("reserve") == 4
    assert "What such a sample will tell" in (tmp_path / "sampling.html").read_text()
    validation = {
        "MAP": soc_map, "POINTS": f"{points}|subset=purpose='sample'", "OBSERVED": "20 + number / 10",
        "DESIGN": "stratified", "STRATUM": "stratum", "PROBABILITY": "probability", "METRICS": str(tmp_path / "m.csv"),
    }  # fmt: skip
    answer = run(qgis_process, "validatemap", validation)
    assert answer.results["RMSE"] > 0
    assert any("20 points, stratified random sample" in text for text in answer.log)
