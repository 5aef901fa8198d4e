"""Goes through docs/field_to_stock.md and takes its pictures: the model on the demo's simulated profiles, its layers.

    python tools/field_pictures.py [FOLDER]

FOLDER, resources/pictures/field by default, gets the pictures, and build/field_to_stock the results. Run by `make
tutorial`, after make build; SOCMAP_PYTHON names the worker's interpreter.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAGED = ROOT / "build"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(STAGED), "/usr/share/qgis/python/plugins", str(ROOT)]

from processing.core.Processing import Processing  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsFillSymbol,
    QgsLayerTreeLayer,
    QgsLayout,
    QgsLayoutExporter,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsMapLayer,
    QgsPalLayerSettings,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from tools.demo import STATIC  # noqa: E402

DEMO = STAGED / "socmap_plugin/resources/demo"
WORK = STAGED / "field_to_stock"
FIELDS = {
    "PROFILE": "pit",
    "TOP": "top",
    "BOTTOM": "bottom",
    "SOC": "soc",
    "BULK_DENSITY": "bulk_density",
    "STONES": "stones",
}
LABEL = """format_number("mean", 1) || ' t/ha\n' || format_number("mean_lower", 1) || ' – ' ||
format_number("mean_upper", 1)"""
RESULTS = {
    "gpkg": ("findings_in_the_horizons", "findings_in_the_stocks", "stocks_of_the_profiles", "totals", "predictions"),
    "tif": ("map_of_the_stock", "lower_limit", "upper_limit"),
    "html": ("report_of_totals", "validation_report"),
    "socmodel": ("model",),
}  # by the ending of the file
MAP_MM, LEGEND_MM, DPI, SHEET_DPI = (130, 100), 82, 130, 100


class Narrator(QgsProcessingFeedback):
    """Prints what the log of the dialog shows."""

    def pushInfo(self, info: str) -> None:  # noqa: N802
        print(info, flush=True)

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        print("warning:", warning, flush=True)


def main() -> None:
    """Run the model and take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources/pictures/field"
    application = QgsApplication([], False)
    application.initQgis()
    Processing.initialize()
    from socmap_plugin import classFactory

    plugin = classFactory(None)
    plugin.initProcessing()
    made = run_model()
    folder.mkdir(parents=True, exist_ok=True)
    take_findings(made, folder / "findings.png")
    take_totals(made, folder / "totals.png")
    take_sheet(made, folder / "sheet.png")
    application.exitQgis()


def run_model() -> dict[str, str]:
    """Run the graphical model and return its results by name."""
    import processing

    WORK.mkdir(exist_ok=True)
    files = {name: str(WORK / f"{name}.{ending}") for ending, names in RESULTS.items() for name in names}
    inputs = {
        "HORIZONS": str(DEMO / "simulated_horizons.gpkg"),
        **FIELDS,
        "PEDOTRANSFER": "best",
        "STATIC": [str(DEMO / f"{name}.tif") for name in STATIC],
        "TEMPORAL": sorted(str(path) for path in DEMO.glob("simulated_*.tif")),
        "ZONES": str(DEMO / "simulated_districts.gpkg"),
        "NAME": "name",
        **files,
    }
    return dict(processing.run("socmap:profiles_to_totals", inputs, feedback=Narrator()))


def take_findings(made: dict[str, str], path: Path) -> None:
    """Take a picture of what was found in the horizons, above the stocks of the profiles."""
    from socmap_plugin.algorithms.styling import StyleDropped, StyleValues

    findings = QgsVectorLayer(made["findings_in_the_horizons"], "Findings in the horizons")
    # Bulk densities are missing at half of the profiles on purpose, and zeros of stones are what they seem.
    findings.setSubsetString("\"effect\" = 'left out' AND \"property\" IN ('', 'soc')")
    stocks = QgsVectorLayer(made["stocks_of_the_profiles"], "Stocks of the profiles (t/ha)")
    styled(findings, StyleDropped())
    styled(stocks, StyleValues("stock"))
    take([findings, stocks], path)


def take_totals(made: dict[str, str], path: Path) -> None:
    """Take a picture of the map of the stock, with mean and interval of every district."""
    from socmap_plugin.algorithms.styling import StyleMap

    districts = QgsVectorLayer(made["totals"], "Mean and 90 % interval")
    outline = QgsFillSymbol.createSimple({"style": "no", "outline_color": "#333333", "outline_width": "0.4"})
    districts.setRenderer(QgsSingleSymbolRenderer(outline))
    settings, text, buffer = QgsPalLayerSettings(), QgsTextFormat(), QgsTextBufferSettings()
    buffer.setEnabled(True)
    text.setBuffer(buffer)
    text.setSize(9)
    settings.setFormat(text)
    settings.fieldName, settings.isExpression = LABEL, True
    districts.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    districts.setLabelsEnabled(True)
    stock = QgsRasterLayer(made["map_of_the_stock"], "SOC stock, 0-30 cm")
    styled(stock, StyleMap("soc.qml"))
    take([districts, stock], path)


def take_sheet(made: dict[str, str], path: Path) -> None:
    """Take a picture of the sheet that Map Document makes of the map of the stock."""
    import processing
    from osgeo import gdal

    gdal.UseExceptions()
    sheet = str(WORK / "sheet.pdf")
    inputs = {
        "MAP": made["map_of_the_stock"],
        "TITLE": "Soil organic carbon stock around Xuancheng (simulated profiles)",
        "LOWER": made["lower_limit"],
        "UPPER": made["upper_limit"],
        "SAMPLES": made["stocks_of_the_profiles"],
        "MODEL": made["model"],
        "DEPTH": "0-30 cm",
        "CONTACT": "SOC Map",
        "LICENCE": "CC BY 4.0",
        "SOURCES": "Terrain, climate: D.J. Brus, R package sswr, CC BY 4.0, with changes. Profiles, series: simulated.",
        "PDF": sheet,
    }
    processing.run("socmap:mapdocument", inputs, feedback=Narrator())
    page = gdal.OpenEx(sheet, open_options=[f"DPI={SHEET_DPI}"])
    gdal.Translate(str(path), page, format="PNG", bandList=[1, 2, 3])
    path.with_name(f"{path.name}.aux.xml").unlink(missing_ok=True)


def styled(layer: QgsMapLayer, style: object) -> None:
    """Give a layer the look that it has after a run."""
    style.postProcessLayer(layer, QgsProcessingContext(), QgsProcessingFeedback())


def take(layers: list[QgsMapLayer], path: Path) -> None:
    """Save a picture of layers, the first above the others, with their legend."""
    project = QgsProject()
    project.addMapLayers(layers)
    layout = QgsLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(MAP_MM[0] + LEGEND_MM, MAP_MM[1]))
    shown = QgsLayoutItemMap(layout)
    shown.attemptResize(QgsLayoutSize(*MAP_MM))
    shown.setLayers(layers)
    shown.setCrs(layers[0].crs())
    extent = layers[-1].extent()
    extent.grow(0.05 * extent.width())
    shown.zoomToExtent(extent)
    shown.setFrameEnabled(True)
    shown.setFrameStrokeWidth(QgsLayoutMeasurement(0.2))
    layout.addLayoutItem(shown)
    legend = QgsLayoutItemLegend(layout)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.removeAllChildren()
    for layer in layers:
        root.addChildNode(QgsLayerTreeLayer(layer))
    legend.attemptMove(QgsLayoutPoint(MAP_MM[0] + 2, 2))
    layout.addLayoutItem(legend)
    legend.adjustBoxSize()
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = DPI
    if QgsLayoutExporter(layout).exportToImage(str(path), settings) != QgsLayoutExporter.Success:
        raise OSError(f"{path} cannot be written")
    print("picture", path, flush=True)


if __name__ == "__main__":
    main()
