"""Makes resources/demo/xuancheng.qgz, which *Plugins > SOC Map > Open the Demo* opens; run by `make demo-project`.

Samples and covariates are loaded and styled as the algorithms do it, with paths relative to the project. What Build
Patch Dataset asks is noted in the project as an earlier run would have noted it, so that its dialog is filled in.
"""

from __future__ import annotations

import json
import os
import re
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsMarkerSymbol,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsSettings,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from socmap_plugin.algorithms.covariate_styles import StyleCovariate  # noqa: E402
from socmap_plugin.memory import HOME, SCOPE, WORK  # noqa: E402
from tools.demo import INDEPENDENT, STATIC, STRATA_AREAS, TARGET  # noqa: E402

DEMO = ROOT / "resources/demo"
PROJECT = DEMO / "xuancheng.qgz"
GROUPS = {
    "Terrain": ("elevation", "slope", "twi", "plan_curvature", "profile_curvature"),
    "Climate": ("temperature", "precipitation"),
}
SIMULATED = "Phenology and EVI (simulated)"
# Points that were drawn at random judge the map, and so have no part in making it.
POINTS = {
    "soil_samples": (f"NOT {INDEPENDENT}", "circle", "#ffffff"),
    "validation_points": (INDEPENDENT, "diamond", "#f2b134"),
}
MARGIN = 1.05  # of the view around the samples
ID = "xuancheng_{}"  # of a layer: QGIS passes over what is shorter than ten letters
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# Of the computer and its user.
_PERSONAL = re.compile(
    r' (?:saveUserFull|saveUser|saveDateTime)="[^"]*"|<author>.*?</author>|<date type="Created"[^>]*>'
)


def make(project: QgsProject) -> None:
    """Fill the project, which has its file name already."""
    root = project.layerTreeRoot()
    view = QgsRectangle()
    for name, (subset, shape, colour) in POINTS.items():
        points = QgsVectorLayer(str(DEMO / "soil_samples.gpkg"), name, "ogr")
        points.setSubsetString(subset)
        symbol = {"name": shape, "color": colour, "outline_color": "#202020", "size": "2.2"}
        points.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(symbol)))
        points.setId(ID.format(name))
        project.addMapLayer(points, False)
        root.addLayer(points)
        view.combineExtentWith(points.extent())
    project.setCrs(points.crs())
    project.setTitle("SOC Map demo: Xuancheng")
    temporal = sorted(file.stem for file in DEMO.glob("simulated_*.tif"))
    for title, names in {**GROUPS, SIMULATED: temporal}.items():
        group = root.addGroup(title)
        group.setExpanded(title == "Terrain")
        for name in names:
            layer = QgsRasterLayer(str(DEMO / f"{name}.tif"), name)
            StyleCovariate().postProcessLayer(layer, QgsProcessingContext(), QgsProcessingFeedback(False))
            layer.setId(ID.format(name))
            project.addMapLayer(layer, False)
            node = group.addLayer(layer)
            node.setItemVisibilityChecked(name == "elevation")
            node.setExpanded(name == "elevation")
    view.scale(MARGIN)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(view, project.crs()))
    known = [
        {"key": "buildpatchdataset.SAMPLES", "text": ID.format("soil_samples")},
        {"key": "buildpatchdataset.TARGET", "text": TARGET},
        {"key": "buildpatchdataset.STATIC", "paths": [f"{name}.tif" for name in STATIC]},
        {"key": "buildpatchdataset.TEMPORAL", "paths": [f"{name}.tif" for name in temporal]},
        {"key": "validatemap.POINTS", "text": ID.format("validation_points")},
        {"key": "validatemap.OBSERVED", "text": TARGET},
        {"key": "validatemap.DESIGN", "text": "stratified"},
        {"key": "validatemap.STRATUM", "text": "stratum"},
        {"key": "validatemap.STRATA_AREAS", "text": STRATA_AREAS},
    ]
    project.writeEntry(SCOPE, HOME, "")
    project.writeEntry(SCOPE, WORK, json.dumps(known))


def pack(document: Path, target: Path) -> None:
    """Pack the project's document without what is of this computer or of now."""
    text = _PERSONAL.sub("", document.read_text(encoding="utf-8"))
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo(f"{target.stem}.qgs", ZIP_TIME), text, zipfile.ZIP_DEFLATED, 9)


def main() -> None:
    """Make the project anew."""
    application = QgsApplication([], False)
    application.initQgis()
    QgsSettings().setValue("qgis/walForSqlite3", False)  # or the samples' file would be written by being read
    project = QgsProject.instance()
    document = DEMO / "xuancheng.qgs"  # beside the data, because their paths are relative to it
    project.setFileName(str(document))
    make(project)
    try:
        if not project.write():
            raise OSError(f"{document} cannot be written: {project.error()}")
        pack(document, PROJECT)
    finally:
        for made in DEMO.glob(f"{document.stem}[._]*"):
            if made != PROJECT:
                made.unlink()
    project.clear()
    print(PROJECT)
    application.exitQgis()


if __name__ == "__main__":
    main()
