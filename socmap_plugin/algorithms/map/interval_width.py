"""How wide the intervals of a map are beside what it predicts: a layer that QGIS computes of three others."""

from __future__ import annotations

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsRasterDataProvider,
    QgsRasterLayer,
)

from ... import paths
from ...core.jobs.mapping import PredictJob
from ...translation import tr
from ..styling import CONTINUOUS, fit_ramp

MAP, LOWER, UPPER = "map", "lower", "upper"
BELOW = 1  # by which QGIS sorts the layers that a run loads: it is the last
FORMULA = f'100 * ( "{UPPER}@1" - "{LOWER}@1" ) / "{MAP}@1"'


def width_layer(output: str, lower: str, upper: str, coverage: float) -> QgsRasterLayer:
    """Return the layer of (upper - lower) / map in percent, which needs no file: it follows the three.

    Parameters
    ----------
    output, lower, upper
        Files of the map and its limits, on one grid.
    coverage
        What the limits promise, for the name.
    """
    grid = QgsRasterLayer(output, MAP)
    wanted = QgsRasterDataProvider.VirtualRasterParameters()
    wanted.crs, wanted.extent = grid.crs(), grid.extent()
    wanted.width, wanted.height, wanted.formula = grid.width(), grid.height(), FORMULA
    layers = []
    for name, file in ((MAP, output), (LOWER, lower), (UPPER, upper)):
        layer = QgsRasterDataProvider.VirtualRasterInputLayers()
        layer.name, layer.uri, layer.provider = name, file, "gdal"
        layers.append(layer)
    wanted.rInputLayers = layers
    name = tr("Width of the {} % interval in % of the prediction").format(f"{100 * coverage:.3g}")
    return QgsRasterLayer(QgsRasterDataProvider.encodeVirtualRasterProviderUri(wanted), name, "virtualraster")


def add_width(
    job: PredictJob, context: QgsProcessingContext, group: str
) -> list[QgsProcessingLayerPostProcessorInterface]:
    """Have QGIS load the width into a group, below the rest, where it loads map and limits; on the main thread.

    Returns what styles the layer, to be kept alive.
    """
    files, project = (job.output, job.lower, job.upper), context.project()
    if project is None or not all(file and context.willLoadLayerOnCompletion(file) for file in files):
        return []
    layer, style = width_layer(*files, job.coverage), StyleWidth(project)
    details = QgsProcessingContext.LayerDetails(layer.name(), project)
    details.groupName, details.layerSortKey = group, BELOW
    details.setPostProcessor(style)
    context.temporaryLayerStore().addMapLayer(layer)
    context.addLayerToLoadOnCompletion(layer.id(), details)
    return [style]


class StyleWidth(QgsProcessingLayerPostProcessorInterface):
    """Gives the width a ramp in percent, and switches it off: it would cover the map.

    Parameters
    ----------
    project
        Whose layer it is.
    """

    def __init__(self, project: QgsProject) -> None:
        super().__init__()
        self._project = project

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        layer.loadNamedStyle(str(paths.STYLES / "soc_stddev.qml"))
        fit_ramp(layer, "%", CONTINUOUS)
        node = self._project.layerTreeRoot().findLayer(layer.id())
        if node is not None:
            node.setItemVisibilityChecked(False)
        layer.triggerRepaint()
