"""The id of a sample and the unit of the target, from the layer of samples to the map."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsVectorLayer

from tests.e2e.conftest import run


@pytest.fixture(scope="module")
def chain(qgis_process, build_inputs, landscape, tmp_path_factory):
    """Percent of carbon of samples with names of the laboratory; three of them do not have a number."""
    folder = tmp_path_factory.mktemp("units")
    table = landscape / "samples.csv"
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    named = [f"{row},lab-{number:03}" for number, row in enumerate(rows)]
    (folder / "samples.csv").write_text("\n".join([f"{header},lab", *named]), encoding="utf-8")
    samples = build_inputs["SAMPLES"].replace(str(table), str(folder / "samples.csv"))
    outputs = {name: str(folder / file) for name, file in (
        ("DATASET", "d.npz"), ("DROPPED", "dropped.gpkg"), ("REPORT", "d.html"),
    )}  # fmt: skip
    inputs = {
        **build_inputs,
        **outputs,
        "SAMPLES": samples,
        "TARGET": 'if("lab" < \'lab-003\', NULL, "soc" / 10)',
        "UNIT": "%",
        "ID": "lab",
    }
    return folder, run(qgis_process, "buildpatchdataset", inputs)


def test_dropped_samples_and_messages_name_the_id(chain):
    folder, answer = chain
    dropped = QgsVectorLayer(str(folder / "dropped.gpkg"), "dropped")
    assert [feature["sample_id"] for feature in dropped.getFeatures()] == ["lab-000", "lab-001", "lab-002"]
    assert "lab-000, lab-001, lab-002" in answer.said


def test_predictions_name_the_id_and_the_unit_is_in_the_report(chain, qgis_process):
    folder, _ = chain
    inputs = {
        "DATASET": str(folder / "d.npz"),
        "MODELS": ["forest"],
        "REPEATS": 1,
        "PREDICTIONS": str(folder / "p.gpkg"),
        "METRICS": str(folder / "m.csv"),
        "REPORT": str(folder / "cv.html"),
    }
    run(qgis_process, "crossvalidate", inputs)
    predictions = QgsVectorLayer(str(folder / "p.gpkg"), "predictions")
    names = sorted(feature["sample_id"] for feature in predictions.getFeatures())
    assert names[0] == "lab-003"
    assert len(names) == predictions.featureCount() == 57
    for report in ("d.html", "cv.html"):
        page = (folder / report).read_text(encoding="utf-8")
        assert "in %<" in page
        assert "g/kg" not in page


def test_the_map_is_in_the_unit(chain, qgis_process):
    folder, _ = chain
    model = {"DATASET": str(folder / "d.npz"), "TREES": 50, "MODEL": str(folder / "m.socmodel")}
    run(qgis_process, "trainrandomforest", model)
    run(qgis_process, "predictsocraster", {"MODEL": model["MODEL"], "OUTPUT": str(folder / "map.tif")})
    dataset = gdal.Open(str(folder / "map.tif"))  # a band does not keep its file alive
    band = dataset.GetRasterBand(1)
    assert band.GetUnitType() == "%"
    assert "(%)" in band.GetDescription()
    assert not list(Path(folder).glob("*.partial"))
