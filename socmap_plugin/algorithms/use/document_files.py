"""The files of *Map Document* that QGIS itself writes: PDF, layout template and layer metadata; main thread only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsBox3D,
    QgsDateTimeRange,
    QgsLayerMetadata,
    QgsLayoutExporter,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsRasterLayer,
    QgsReadWriteContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from qgis.PyQt.QtXml import QDomDocument

from ...core.jobs.areas import MapWords
from ...core.runtime.errors import SocmapError
from ...core.runtime.outputs import whole_file
from ..styling import StyleMap
from .map_sheet import SheetLayers, SheetTexts, build_sheet

DPI = 300
_XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_sheet(layers: SheetLayers, texts: SheetTexts, paper: str, pdf: str, template: str) -> None:
    """Write the sheet of a map as PDF and as template; an empty name is not written.

    The layers are copied into a project of its own, so that nothing happens to that of the user if it fails.

    Raises
    ------
    QgsProcessingException
        A file cannot be written.
    """
    project = QgsProject()
    own = layers.copied()
    project.addMapLayers(own.all())
    project.setCrs(own.map.crs())
    layout = build_sheet(project, texts.title, paper, own, texts)
    # The project owns it and ends it before its layers, also where an error keeps this frame alive.
    project.layoutManager().addLayout(layout)
    try:
        if pdf:
            _written("PDF", pdf, lambda path: _export(layout, path))
        if template:
            _written("LAYOUT", template, lambda path: bool(layout.saveAsTemplate(str(path), QgsReadWriteContext())))
    finally:
        project.clear()


def add_to_project(project: QgsProject, layers: SheetLayers, texts: SheetTexts, paper: str) -> str:
    """Add the sheet to the layouts of a project, with the layers that it lacks in a group, and return its name there.

    A layout that is called so already stays: somebody may have worked on it.
    """
    layers = layers.copied(lambda layer: project.mapLayer(layer.id()) is None)
    missing = [layer for layer in layers.all() if project.mapLayer(layer.id()) is None]
    if missing:
        project.addMapLayers(missing, False)
        group = project.layerTreeRoot().insertGroup(0, texts.title)
        for layer in missing:
            group.addLayer(layer)
    manager, name, number = project.layoutManager(), texts.title, 1
    while manager.layoutByName(name) is not None:
        number += 1
        name = f"{texts.title} {number}"
    manager.addLayout(build_sheet(project, name, paper, layers, texts))
    return name


def layer_metadata(
    words: MapWords, abstract: str, covariates: list[str], layer: QgsRasterLayer, period: tuple[str, str] | None
) -> QgsLayerMetadata:
    """Return what QGIS keeps of a map: the same that the file by ISO 19115 says."""
    made = QgsLayerMetadata()
    made.setType("dataset")
    made.setLanguage("ENG")
    made.setTitle(words.title)
    made.setAbstract(abstract)
    made.setIdentifier(Path(layer.source()).name)
    if words.licence:
        made.setLicenses([words.licence])
    if words.contact or words.email:
        contact = QgsLayerMetadata.Contact()
        contact.organization, contact.email, contact.role = words.contact, words.email, "pointOfContact"
        made.setContacts([contact])
    keywords = ["soil organic carbon", "digital soil mapping", *filter(None, (words.depth, words.period))]
    made.setKeywords({"gmd:topicCategory": ["Geoscientific Information"], "soil": keywords})
    sources = [words.sources, f"Covariates: {', '.join(covariates)}" if covariates else ""]
    made.setHistory([*filter(None, sources), f"{words.date}: {words.software}"])
    made.setCrs(layer.crs())
    extent = QgsLayerMetadata.Extent()
    area = QgsLayerMetadata.SpatialExtent()
    area.extentCrs, area.bounds = layer.crs(), QgsBox3D(layer.extent())
    extent.setSpatialExtents([area])
    if period is not None:
        extent.setTemporalExtents([QgsDateTimeRange(*_moments(*period))])
    made.setExtent(extent)
    return made


def write_metadata(layer: QgsRasterLayer, metadata: QgsLayerMetadata, path: str) -> None:
    """Write a QMD file, which QGIS reads for a raster of the same name beside it."""
    copy = layer.clone()
    copy.setMetadata(metadata)
    document = QDomDocument()
    copy.exportNamedMetadata(document, "")
    text = _XML_DECLARATION + document.toString(2)
    _written("METADATA", path, lambda partial: bool(partial.write_text(text, encoding="utf-8")))


class DocumentedMap(QgsProcessingLayerPostProcessorInterface):
    """Styles the copy of a map, and gives its layer the metadata."""

    def __init__(self, metadata: QgsLayerMetadata) -> None:
        super().__init__()
        self._metadata = metadata

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        StyleMap("soc.qml").postProcessLayer(layer, context, feedback)
        layer.setMetadata(self._metadata)


def _moments(first: str, last: str) -> tuple[QDateTime, QDateTime]:
    """Return the first and the last moment of dates that may lack their months or days."""
    begin = QDate.fromString(f"{first}-01-01"[:10], "yyyy-MM-dd")
    end = QDate.fromString(f"{last}-12-01"[:10], "yyyy-MM-dd")
    if last.count("-") < 2:
        end = QDate(end.year(), end.month(), end.daysInMonth())
    return QDateTime(begin, QTime(0, 0)), QDateTime(end, QTime(23, 59, 59))


def _export(layout: QgsPrintLayout, path: Path) -> bool:
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText  # so that a PDF can be searched, and read aloud
    return QgsLayoutExporter(layout).exportToPdf(str(path), settings) == QgsLayoutExporter.ExportResult.Success


def _written(name: str, path: str, write: Callable[[Path], bool]) -> None:
    try:
        with whole_file(Path(path)) as partial:
            if not write(partial):
                raise QgsProcessingException(
                    f"{name}: QGIS cannot write {path}; free some space or choose another folder."
                )
    except SocmapError as error:
        raise QgsProcessingException(str(error)) from error
    except OSError as error:
        raise QgsProcessingException(
            f"{name}: {path} cannot be written ({error}); free some space or choose another folder."
        ) from error
