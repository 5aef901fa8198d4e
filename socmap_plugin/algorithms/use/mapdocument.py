"""Map Document."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsMarkerSymbol,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsRasterLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, Qt

from ...core.jobs.areas import NAMINGS, MapDocumentJob, MapWords
from ...core.settings.periods import period_of
from ...diagnostics import plugin_metadata
from ..base import WorkerAlgorithm, tr
from ..checks import refuse_missing_file
from ..inputs import absolute_file, is_given, one_raster
from ..map.map_layers import StyleArea
from ..outputs import add_table, file_output, layer_output
from ..parameters import choice, default, documented
from ..responsive import Responsive
from ..styling import StyleMap
from .document_files import DocumentedMap, add_to_project, layer_metadata, write_metadata, write_sheet
from .map_sheet import PAPERS, SheetLayers
from .sheet_texts import sheet_texts

SAMPLE_LOOK = {"name": "circle", "size": "1.2", "color": "255,255,255,255", "outline_width": "0.2"}


class MapDocument(WorkerAlgorithm):
    """Says on a sheet, in files and in a table what a map is."""

    MAP, LOWER, UPPER, AOA, SAMPLES = "MAP", "LOWER", "UPPER", "AOA", "SAMPLES"
    PAPER, MODEL, VALIDATION, NAMING = "PAPER", "MODEL", "VALIDATION", "NAMING"
    PDF, LAYOUT, METADATA, QMD, CHECKS = "PDF", "LAYOUT", "METADATA", "QMD", "CHECKS"
    WIDTH, COPY, PASSED, FAILED = "WIDTH", "COPY", "PASSED", "FAILED"
    WORDS = (
        "title",
        "depth",
        "unit",
        "period",
        "contact",
        "email",
        "licence",
        "sources",
        "version",
        "method",
        "accuracy",
    )
    SUFFIXES: ClassVar = {PDF: ".pdf", LAYOUT: ".qpt", METADATA: ".xml"}

    ID = MapDocumentJob.task
    LABEL = "Map Document"
    GROUP = "4 Use"
    SUMMARY = "A map to hand on: a print layout and PDF, metadata by ISO 19115, and a table of checks."
    TAGS = "layout,print,PDF,legend,metadata,ISO 19115,ISO 19139,QMD,FAO,GSNmap,GSOCseq,quality control,report,licence"
    RESULTS: ClassVar = {
        "PDF": "soc_map_sheet",
        "LAYOUT": "soc_map_layout",
        "METADATA": "soc_map_metadata",
        "CHECKS": "soc_map_checks",
        "WIDTH": "soc_width",
        "COPY": "soc_map_documented",
    }
    TAKES: ClassVar = {
        "MAP": ("soc_map",),
        "LOWER": ("soc_lower",),
        "UPPER": ("soc_upper",),
        "AOA": ("soc_applicability",),
        "MODEL": ("cnnlstm_model", "forest_model"),
        "VALIDATION": ("map_metrics", "validation_metrics"),
    }

    def flags(self) -> Any:
        # Print layouts belong to the main thread.
        return super().flags() | Qgis.ProcessingAlgorithmFlag.NoThreading

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        points = [Qgis.ProcessingSourceType.VectorPoint]
        models, csv = tr("SOC Map models (*.socmodel)"), tr("CSV files (*.csv)")
        definitions = (
            (QgsProcessingParameterRasterLayer(self.MAP, tr("Map")), "The map to hand on. Its first band counts."),
            (
                self._text("TITLE", tr("Title"), "title"),
                "Of the sheet and in the metadata; empty: soil organic carbon.",
            ),
            (
                choice(self.PAPER, "Paper", tuple(PAPERS), "a4_landscape"),
                "Size of the sheet, and whether it lies or stands.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.LOWER, tr("Lower limit"), None, True),
                "A raster of lower limits of the map's prediction intervals.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.UPPER, tr("Upper limit"), None, True),
                "A raster of upper limits: with both the width of the intervals is a small map.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.AOA, tr("Area of applicability"), None, True),
                "A raster that is 1 where the map may be relied on and 0 where not: another small map.",
            ),
            (
                QgsProcessingParameterVectorLayer(self.SAMPLES, tr("Samples"), points, None, True),
                "Points that are shown on the map.",
            ),
            (
                QgsProcessingParameterFile(self.MODEL, tr("Model"), optional=True, fileFilter=models),
                "The model that made the map: it knows method, number of samples and covariates.",
            ),
            (
                QgsProcessingParameterFile(self.VALIDATION, tr("Measures of accuracy"), optional=True, fileFilter=csv),
                "The metrics of Validate Map or of Cross-Validate; of the latter the rows of the model count.",
            ),
            (self._text("DEPTH", tr("Depth"), "depth"), "What the values are of, for example 0-30 cm."),
            (self._text("UNIT", tr("Unit"), "unit"), "Empty: the one that the file of the map names."),
            (
                self._text("PERIOD", tr("Period"), "period"),
                "The years or dates that the map is about, such as 2002-2011.",
            ),
            (self._text("CONTACT", tr("Contact"), "contact"), "The organisation or person to ask."),
            (self._text("EMAIL", tr("E-mail of the contact"), "email"), "Stands in the metadata only."),
            (self._text("LICENCE", tr("Licence"), "licence"), "Under which the map may be used, such as CC BY 4.0."),
            (self._text("SOURCES", tr("Sources"), "sources"), "Of samples and covariates, as they want to be cited."),
        )
        advanced = (
            (
                choice(self.NAMING, "Rules of FAO to check by", NAMINGS, default(MapDocumentJob, "naming")),
                "gsnmap: name, projection, resolution, unit and range of a soil organic carbon map of the Global Soil "
                "Nutrient Map; gsocseq: name, unit and range of a map of stocks of the Global Soil Organic Carbon "
                "Sequestration Potential Map.",
            ),
            (self._text("METHOD", tr("Sentence on the method"), "method"), "Instead of the one that the model gives."),
            (
                self._text("ACCURACY", tr("Sentence on the accuracy"), "accuracy"),
                "Instead of the one from the measures.",
            ),
            (self._text("VERSION", tr("Version of the map"), "version"), "As you number your maps."),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        self._add_outputs()

    def _add_outputs(self) -> None:
        pdf = QgsProcessingParameterFileDestination(self.PDF, tr("Sheet"), tr("PDF files (*.pdf)"))
        self.addParameter(documented(pdf, "The sheet, to print and to send."))
        layout = QgsProcessingParameterFileDestination(
            self.LAYOUT, tr("Layout template"), tr("QGIS layout templates (*.qpt)"), None, True
        )
        text = "The sheet as a template for the layouts of any project; that of the open project has it as a layout."
        self.addParameter(documented(layout, text))
        metadata = QgsProcessingParameterFileDestination(
            self.METADATA, tr("Metadata"), tr("XML files (*.xml)"), None, True
        )
        text = "Metadata by ISO 19115 (ISO/TS 19139), and beside it a QMD file of the same name for QGIS."
        self.addParameter(documented(metadata, text))
        add_table(self, self.CHECKS, "Checks", "What was checked: pass or fail, found and expected.", True)
        width = QgsProcessingParameterRasterDestination(self.WIDTH, tr("Width of the intervals"), None, True, True)
        self.addParameter(documented(width, "Upper minus lower limit, where both are given."))
        copy = QgsProcessingParameterRasterDestination(
            self.COPY, tr("Copy of the map with its metadata"), None, True, False
        )
        text = (
            "A cloud-optimised GeoTIFF with the same pixels, and title, licence and all the rest in it. The map itself "
            "is left as it is. Give it the name under which the map is handed on."
        )
        self.addParameter(documented(copy, text))
        self.addOutput(QgsProcessingOutputFile(self.QMD, tr("Metadata for QGIS")))
        self.addOutput(QgsProcessingOutputNumber(self.PASSED, tr("Checks passed")))
        self.addOutput(QgsProcessingOutputNumber(self.FAILED, tr("Checks failed")))

    def _text(self, name: str, label: str, field: str) -> QgsProcessingParameterString:
        return QgsProcessingParameterString(name, label, default(MapWords, field), False, True)

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        for name in (self.MAP, self.LOWER, self.UPPER, self.AOA):
            one_raster(name, parameters, context, name != self.MAP)
        lower, upper = (is_given(name, parameters) for name in (self.LOWER, self.UPPER))
        if lower != upper:
            missing = self.UPPER if lower else self.LOWER
            raise QgsProcessingException(f"{missing} is not given and the other limit is; give both, or neither.")
        self._samples(parameters, context)
        for name, made_by in ((self.MODEL, "Train CNN-LSTM"), (self.VALIDATION, "Validate Map or Cross-Validate")):
            if is_given(name, parameters):
                refuse_missing_file(name, absolute_file(self, name, parameters, context), made_by)
        for name, suffix in self.SUFFIXES.items():
            path = file_output(self, name, parameters, context)
            if path and Path(path).suffix.lower() != suffix:
                raise QgsProcessingException(f"{name} is {Path(path).name}; give a name ending in {suffix}.")

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        names = (self.MAP, self.LOWER, self.UPPER, self.AOA)
        self._rasters = [one_raster(name, parameters, context, name != self.MAP) for name in names]
        self._map = self._shown(self.MAP, StyleMap("soc.qml"), parameters, context)
        self._aoa = self._shown(self.AOA, StyleArea(), parameters, context)
        self._points = self._samples(parameters, context)
        self._paper = self.parameterAsEnumString(parameters, self.PAPER, context)

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        return super().processAlgorithm(parameters, context, Responsive(feedback))

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> MapDocumentJob:
        soc_map, lower, upper, aoa = self._rasters
        said = {name.lower(): self.parameterAsString(parameters, name, context).strip() for name in self.WORDS}
        said["title"] = said["title"] or tr("Soil organic carbon")
        software = f"SOC Map {plugin_metadata('version')}, QGIS {Qgis.version()}"
        date = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        width = layer_output(self, self.WIDTH, parameters, context) if lower is not None else ""
        return MapDocumentJob(
            map=soc_map,
            checks=layer_output(self, self.CHECKS, parameters, context) or str(run_folder / "checks.csv"),
            words=MapWords(**said, date=date, software=software),
            metadata=file_output(self, self.METADATA, parameters, context),
            copy=layer_output(self, self.COPY, parameters, context),
            width=width or (str(run_folder / "width.tif") if lower is not None else ""),
            lower=lower,
            upper=upper,
            aoa=aoa,
            model=absolute_file(self, self.MODEL, parameters, context),
            validation=absolute_file(self, self.VALIDATION, parameters, context),
            naming=self.parameterAsEnumString(parameters, self.NAMING, context),
        )

    def outputs(
        self, job: MapDocumentJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        self._texts = sheet_texts(job.words, result)
        self._layers = SheetLayers(
            self._map, _width_layer(job.width, self._texts.width, context), self._aoa, self._points
        )
        pdf, template = (file_output(self, name, parameters, context) for name in (self.PDF, self.LAYOUT))
        write_sheet(self._layers, self._texts, self._paper, pdf, template)
        period = period_of(job.words.period)
        self._metadata = layer_metadata(job.words, result["abstract"], result["covariates"], self._map, period)
        qmd = str(Path(job.metadata).with_suffix(".qmd")) if job.metadata else ""
        if qmd:
            write_metadata(self._map, self._metadata, qmd)
        found = {
            self.PDF: pdf, self.LAYOUT: template, self.METADATA: job.metadata, self.QMD: qmd, self.COPY: job.copy,
            self.CHECKS: layer_output(self, self.CHECKS, parameters, context), self.PASSED: result["passed"],
            self.WIDTH: layer_output(self, self.WIDTH, parameters, context) if job.width else "",
            self.FAILED: result["failed"],
        }  # fmt: skip
        return {name: value for name, value in found.items() if value != ""}

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.WIDTH: StyleMap("soc_stddev.qml"), self.COPY: DocumentedMap(self._metadata)}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        super().postProcessAlgorithm(context, feedback)
        if context.project() is not None and self.LAYOUT in self._outputs:
            width = self._outputs.get(self.WIDTH)
            loading = context.layersToLoadOnCompletion()
            if width in loading:  # the layout needs it now, and it shall not be there twice
                del loading[width]
                context.setLayersToLoadOnCompletion(loading)
            name = add_to_project(context.project(), self._layers, self._texts, self._paper)
            feedback.pushInfo(tr("The project has the layout {}: Project > Layouts.").format(name))
        return {}

    def _shown(
        self,
        name: str,
        style: QgsProcessingLayerPostProcessorInterface,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
    ) -> QgsRasterLayer | None:
        """Return the layer of a raster: that of the project with its look, else one of the run that `style` dresses.

        Either has an owner that ends it in time: Python would keep it beyond the end of QGIS after an error.
        """
        if not is_given(name, parameters):
            return None
        given = self.parameterAsRasterLayer(parameters, name, context)
        project = context.project()
        if project is not None and project.mapLayer(given.id()) is not None:
            return given
        given.setName(one_raster(name, parameters, context).name)
        style.postProcessLayer(given, context, QgsProcessingFeedback())
        return given

    def _samples(self, parameters: dict[str, Any], context: QgsProcessingContext) -> QgsVectorLayer | None:
        if not is_given(self.SAMPLES, parameters):
            return None
        layer = self.parameterAsVectorLayer(parameters, self.SAMPLES, context)
        if layer is None or layer.geometryType() != Qgis.GeometryType.Point:
            raise QgsProcessingException(f"{self.SAMPLES}: this is no layer of points; choose one or leave it out.")
        project = context.project()
        if project is None or project.mapLayer(layer.id()) is None:
            layer.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(SAMPLE_LOOK)))
        return layer


def _width_layer(path: str, title: str, context: QgsProcessingContext) -> QgsRasterLayer | None:
    if not path:
        return None
    layer = QgsRasterLayer(path, title)
    context.temporaryLayerStore().addMapLayer(layer)
    StyleMap("soc_stddev.qml").postProcessLayer(layer, context, QgsProcessingFeedback())
    layer.setName(title)
    return layer
