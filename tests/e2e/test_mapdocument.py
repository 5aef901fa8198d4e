"""Map Document with the real worker: sheet, template, metadata and checks of a map, without a project."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from qgis.core import QgsLayerMetadata, QgsPrintLayout, QgsProject, QgsRasterLayer, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

from tests.builders.pdf import page_sizes_mm, texts_of
from tests.e2e.conftest import CRS, run

WORDS = {
    "TITLE": "Carbon of a virtual landscape", "DEPTH": "0-30 cm", "UNIT": "g/kg", "PERIOD": "2011",
    "CONTACT": "Soil Survey", "EMAIL": "a@b.example", "LICENCE": "CC BY 4.0", "SOURCES": "Simulated",
    "METHOD": "It was made up.",
}  # fmt: skip


@pytest.mark.parametrize(("paper", "size"), [("a4_landscape", (297, 210)), ("a3_portrait", (297, 420))])
def test_a_script_documents_a_map(qgis_process, landscape, tmp_path, paper, size):
    truth = str(landscape / "truth.tif")
    names = {
        "PDF": "s.pdf",
        "LAYOUT": "s.qpt",
        "METADATA": "s.xml",
        "CHECKS": "c.csv",
        "COPY": "copy.tif",
        "WIDTH": "w.tif",
    }
    files = {name: str(tmp_path / file) for name, file in names.items()}
    samples = f"delimitedtext://file://{landscape}/samples.csv?xField=x&yField=y&crs={CRS}&detectTypes=yes"
    layers = {"MAP": truth, "LOWER": truth, "UPPER": truth, "SAMPLES": samples}
    before = Path(truth).read_bytes()
    answer = run(qgis_process, "mapdocument", {**layers, **WORDS, **files, "PAPER": paper})
    assert Path(truth).read_bytes() == before
    assert all(Path(path).stat().st_size for path in files.values())
    assert page_sizes_mm(files["PDF"]) == [pytest.approx(size, abs=0.5)]
    said = texts_of(files["PDF"])
    for text in ("Carbon of a virtual landscape", "Method: It was made up.", "Licence: CC BY 4.0", "0-30 cm"):
        assert text in said
    with open(files["CHECKS"], newline="", encoding="utf-8") as stream:
        outcomes = {row["check"]: row["outcome"] for row in csv.DictReader(stream)}
    assert outcomes["projection"] == outcomes["uncertainty"] == outcomes["same pixels"] == "pass"
    assert answer.results["PASSED"] == list(outcomes.values()).count("pass")
    assert "Soil Survey" in [element.text for element in ElementTree.parse(files["METADATA"]).iter()]
    assert QgsRasterLayer(files["COPY"], "copy").htmlMetadata().count("Carbon of a virtual landscape")


def test_the_template_and_the_metadata_can_be_opened(qgis_process, landscape, tmp_path):
    truth = str(landscape / "truth.tif")
    files = {"PDF": str(tmp_path / "s.pdf"), "LAYOUT": str(tmp_path / "s.qpt"), "METADATA": str(tmp_path / "s.xml")}
    answer = run(qgis_process, "mapdocument", {"MAP": truth, **WORDS, **files})
    project, document = QgsProject(), QDomDocument()
    layout = QgsPrintLayout(project)
    document.setContent(Path(files["LAYOUT"]).read_text(encoding="utf-8"))
    items, loaded = layout.loadFromTemplate(document, QgsReadWriteContext())
    assert loaded
    names = {item.id() for item in items if hasattr(item, "id")}
    assert {"title", "subtitle", "notes", "map", "legend", "scale bar", "north arrow"} <= names
    assert layout.itemById("title").text() == WORDS["TITLE"]
    assert answer.results["QMD"] == str(tmp_path / "s.qmd")
    layer = QgsRasterLayer(truth, "truth")
    message, read = layer.loadNamedMetadata(answer.results["QMD"])
    assert read, message
    metadata = layer.metadata()
    assert isinstance(metadata, QgsLayerMetadata)
    assert (metadata.title(), metadata.licenses()) == (WORDS["TITLE"], ["CC BY 4.0"])
    assert metadata.contacts()[0].email == "a@b.example"
    (span,) = metadata.extent().temporalExtents()
    assert (span.begin().date().toString("yyyyMMdd"), span.end().date().toString("yyyyMMdd")) == (
        "20110101",
        "20111231",
    )
    del layout, layer
