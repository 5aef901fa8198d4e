"""Map Document on the QGIS side: its job, the sheet on every paper, the project's layout, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
)

from socmap_plugin.algorithms.responsive import Responsive
from socmap_plugin.algorithms.styling import StyleMap
from socmap_plugin.algorithms.use.layout_items import MM_OF_A_POINT, fitting_points, text_height_mm
from socmap_plugin.algorithms.use.map_sheet import PAPERS, SheetLayers, SheetTexts, build_sheet
from tests.builders.gdal_rasters import write_raster
from tests.builders.pdf import page_sizes_mm, texts_of
from tests.builders.refusals import assert_sentence, refusal

RESULT = {
    "unit": "g/kg", "method": "By kriging.", "accuracy": "", "abstract": "A map.", "covariates": ["slope"],
    "crs": "WGS 84", "passed": 8, "failed": 1,
    "numbers": {"minimum": 1.0, "mean": 2.0, "maximum": 3.0, "mean_width": 4.0},
}  # fmt: skip


@pytest.fixture
def worked(in_place_of_worker):
    """Take the job, and write what the worker would have written."""

    def write(job):
        Path(job.checks).write_text("check,outcome\nrange,pass\n")
        if job.width:
            write_raster(Path(job.width), unit="g/kg")
        return RESULT

    return in_place_of_worker(write)


@pytest.fixture(autouse=True)
def tidy_project():
    """Leave no layout and no layer in the project that all tests share."""
    project = QgsProject.instance()
    before = set(project.mapLayers())
    yield
    project.layoutManager().clear()
    project.removeMapLayers(list(set(project.mapLayers()) - before))
    project.layerTreeRoot().removeChildrenGroupWithoutLayers()


@pytest.fixture
def parameters(raster, tmp_path):
    return {"MAP": str(raster), "TITLE": "Carbon", "PDF": str(tmp_path / "s.pdf"), "DEPTH": "0-30 cm"}


def shown(project, layers):
    """Return a sheet of layers in a project, with a title that says nothing."""
    return build_sheet(project, "s", "a4_landscape", layers, SheetTexts("t", "s", "legend", "width", ("note",)))


def test_the_job_and_the_files(worked, run, parameters, raster, tmp_path):
    files = {name: str(tmp_path / f"s.{suffix}") for name, suffix in (("LAYOUT", "qpt"), ("METADATA", "xml"))}
    results = run("mapdocument", {**parameters, **files, "LOWER": str(raster), "UPPER": str(raster), "CONTACT": " me "})
    (job,) = worked
    assert (job.words.title, job.words.depth, job.words.contact, job.naming) == ("Carbon", "0-30 cm", "me", "none")
    assert job.words.date
    assert job.words.software.startswith("SOC Map ")
    assert (job.copy, job.aoa, job.model, Path(job.width).name) == ("", None, "", "width.tif")
    assert page_sizes_mm(results["PDF"]) == [pytest.approx((297, 210), abs=0.5)]
    said = texts_of(results["PDF"])
    for text in ("Carbon", "Method: By kriging.", "Accuracy: not known.", "Values: 1 to 3, mean 2 g/kg"):
        assert text in said
    assert "<title>Carbon</title>" in Path(results["QMD"]).read_text(encoding="utf-8")
    assert (results["PASSED"], results["FAILED"]) == (8, 1)
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".partial", ".claim")]


def test_the_project_gets_a_layout_and_the_layers_that_it_lacks(
    worked, run, parameters, raster, raster_layer, tmp_path
):
    project = QgsProject.instance()
    before = set(project.mapLayers())
    aoa = str(write_raster(tmp_path / "aoa.tif"))
    given = {**parameters, "MAP": raster_layer.id(), "AOA": aoa, "LAYOUT": str(tmp_path / "s.qpt")}
    limits = {"LOWER": aoa, "UPPER": aoa}
    for name in ("Carbon", "Carbon 2"):  # what is there already stays
        run("mapdocument", {**given, **limits})
        layout = project.layoutManager().layoutByName(name)
        shown_by = {item.id(): item.layers() for item in layout.items() if isinstance(item, QgsLayoutItemMap)}
        assert shown_by["map"] == [raster_layer]
        assert set(shown_by) == {"map", "width", "applicability"}
        for layers in shown_by.values():
            assert all(project.mapLayer(layer.id()) is layer for layer in layers)
    assert len(set(project.mapLayers()) - before) == 3  # a width each, and the area, which the second finds there


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("title", ["Carbon", "A title that goes on and on " * 12])
def test_nothing_leaves_the_paper(paper, beside, title, raster, context, feedback):
    project = QgsProject()
    layers = [QgsRasterLayer(str(raster), name) for name in ("map", "width", "aoa")]
    for layer in layers:
        StyleMap("soc.qml").postProcessLayer(layer, context, feedback)
    project.addMapLayers(layers)
    given = SheetLayers(*layers) if beside else SheetLayers(layers[0])
    layout = build_sheet(project, "s", paper, given, SheetTexts(title, "s", "carbon", "width", ("A note. " * 30,) * 6))
    width, height = PAPERS[paper]
    size = layout.pageCollection().page(0).pageSize()
    assert (size.width(), size.height()) == (width, height)
    items = {item.id(): item for item in layout.items() if hasattr(item, "id") and item.id()}
    for name, item in items.items():
        box = item.sceneBoundingRect()
        assert box.left() >= 0, name
        assert box.top() >= 0, name
        assert box.right() <= width, name
        assert box.bottom() <= height, name
    assert sum(isinstance(item, QgsLayoutItemMap) for item in items.values()) == (3 if beside else 1)
    assert items["map"].sceneBoundingRect().bottom() <= items["notes"].sceneBoundingRect().top()
    assert items["title"].sceneBoundingRect().bottom() <= items["subtitle"].sceneBoundingRect().top() + 1
    legends = [item for item in items.values() if isinstance(item, QgsLayoutItemLegend)]
    assert len(legends) == (3 if beside else 1)
    del items, legends, item
    del layout
    project.clear()


def test_a_text_is_made_smaller_until_it_has_room():
    assert text_height_mm("one line", 500, 10) == pytest.approx(10 * MM_OF_A_POINT, rel=0.6)
    assert text_height_mm("many words " * 50, 50, 10) > 10 * text_height_mm("one", 50, 10)
    assert fitting_points("short", (200, 15), (18, 10)) == 18
    assert 10 <= fitting_points("much too long " * 30, (200, 15), (18, 10)) < 18


def test_the_scale_bar_is_in_units_of_the_map(raster, context, feedback):
    project, layer = QgsProject(), QgsRasterLayer(str(raster), "map")
    project.addMapLayer(layer)
    layout = shown(project, SheetLayers(layer))
    (bar,) = (item for item in layout.items() if isinstance(item, QgsLayoutItemScaleBar))
    assert bar.unitsPerSegment() > 0
    assert bar.linkedMap().id() == "map"
    del bar
    del layout
    project.clear()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"LOWER": "raster"}, "^UPPER is not given and the other limit is"),
        ({"UPPER": "raster"}, "^LOWER is not given and the other limit is"),
        ({"PDF": "sheet.png"}, "^PDF is sheet.png; give a name ending in .pdf"),
        ({"LAYOUT": "sheet.xml"}, "^LAYOUT is sheet.xml; give a name ending in .qpt"),
        ({"METADATA": "soc.qmd"}, "^METADATA is soc.qmd; give a name ending in .xml"),
        ({"MODEL": "none.socmodel"}, "^MODEL: there is no file"),
        ({"VALIDATION": "none.csv"}, "^VALIDATION: there is no file"),
        ({"COPY": "raster"}, "^COPY and MAP are the same file"),
    ],
)
def test_what_cannot_be_done_is_said_before(changes, message, algorithm, context, parameters, raster, tmp_path):
    named = {name: str(raster if value == "raster" else tmp_path / value) for name, value in changes.items()}
    assert_sentence(refusal(algorithm, context, {**parameters, **named}, "mapdocument"), message)


def test_samples_that_are_no_points_are_refused(algorithm, context, parameters, samples):
    assert algorithm("mapdocument").checkParameterValues({**parameters, "SAMPLES": samples.id()}, context)[0]
    assert "SAMPLES" in refusal(algorithm, context, {**parameters, "SAMPLES": "nowhere"}, "mapdocument")


def test_a_sheet_that_cannot_be_written_is_an_error(worked, algorithm, parameters, context, feedback, monkeypatch):
    from socmap_plugin.algorithms.use import document_files

    monkeypatch.setattr(document_files, "_export", lambda layout, path: False)
    made = algorithm("mapdocument")
    _, succeeded = (
        made.run(parameters, context, feedback, {}, True) if False else made.run(parameters, context, feedback)
    )
    assert not succeeded
    assert any("PDF: QGIS cannot write" in text for text in feedback.texts("error"))
    assert not Path(parameters["PDF"]).exists()


def test_a_cancelled_run_is_seen_by_the_one_that_waits():
    own = QgsProcessingFeedback(False)
    waiting = Responsive(own)
    assert not waiting.isCanceled()
    own.cancel()
    assert waiting.isCanceled()
