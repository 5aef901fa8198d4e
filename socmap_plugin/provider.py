"""The Processing provider: the algorithms, the graphical models and the option of SOC Map."""

from __future__ import annotations

import sys

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsProcessingModelAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from . import paths
from .algorithms.base import COMMON_TAGS, group_id
from .algorithms.map.comparemaps import CompareMaps
from .algorithms.map.mapeverygroup import MapEveryGroup
from .algorithms.map.predictsocraster import PredictSocRaster
from .algorithms.map.validatemap import ValidateMap
from .algorithms.model.crossvalidate import CrossValidate
from .algorithms.model.traincnnlstm import TrainCnnLstm
from .algorithms.model.trainrandomforest import TrainRandomForest
from .algorithms.prepare.annualevi import AnnualEvi
from .algorithms.prepare.buildpatchdataset import BuildPatchDataset
from .algorithms.prepare.checksamples import CheckSamples
from .algorithms.prepare.harmonizedepths import HarmonizeDepths
from .algorithms.prepare.importphenology import ImportPhenology
from .algorithms.prepare.listcovariates import ListCovariates
from .algorithms.prepare.socstock import SocStock
from .algorithms.prepare.terraincovariates import TerrainCovariates
from .algorithms.setup.removeenvironment import RemoveEnvironment
from .algorithms.setup.setupenvironment import SetUpEnvironment
from .algorithms.use.mapdocument import MapDocument
from .algorithms.use.proposesamples import ProposeSamples
from .algorithms.use.socstockmap import SocStockMap
from .algorithms.use.zonalstock import ZonalStock
from .translation import tr
from .worker import INTERPRETER_SETTING

PROVIDER_ID = "socmap"
ALGORITHMS = (
    SetUpEnvironment,
    RemoveEnvironment,
    HarmonizeDepths,
    SocStock,
    CheckSamples,
    ImportPhenology,
    AnnualEvi,
    TerrainCovariates,
    ListCovariates,
    BuildPatchDataset,
    TrainCnnLstm,
    TrainRandomForest,
    CrossValidate,
    PredictSocRaster,
    ValidateMap,
    CompareMaps,
    MapEveryGroup,
    SocStockMap,
    ZonalStock,
    ProposeSamples,
    MapDocument,
)


class ShippedModel(QgsProcessingModelAlgorithm):
    """A graphical model among the algorithms of its group, of which QGIS knows a group by its id."""

    def group(self) -> str:
        return tr(super().group())

    def groupId(self) -> str:
        return group_id(super().group())

    def tags(self) -> list[str]:
        return list(dict.fromkeys(tag for text in (COMMON_TAGS, tr(COMMON_TAGS)) for tag in text.split(",")))


class SocMapProvider(QgsProcessingProvider):
    """Offers the algorithms listed in `ALGORITHMS` and the graphical models in ``resources/models``."""

    def id(self) -> str:
        return PROVIDER_ID

    def name(self) -> str:
        return "SOC Map"

    def longName(self) -> str:
        return tr("SOC Map: soil organic carbon mapping")

    def icon(self) -> QIcon:
        return QIcon(str(paths.ICON))

    def svgIconPath(self) -> str:
        return str(paths.ICON)

    def helpId(self) -> str:
        return self.id()

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        return ["tif"]  # a map carries units, overviews and tiles that other formats do not

    def supportedOutputRasterLayerFormatAndExtensions(self) -> list[tuple[str, str]]:
        return [("GTiff", "tif")]  # QGIS 4 asks for this instead

    def supportedOutputTableExtensions(self) -> list[str]:
        return ["csv"]

    def defaultVectorFileExtension(self, hasGeometry: bool = True) -> str:
        return super().defaultVectorFileExtension(hasGeometry) if hasGeometry else "csv"

    def load(self) -> bool:
        self._add_option()
        return super().load()

    def unload(self) -> None:
        _remove_option(self.name())
        super().unload()

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
        # A model looks its steps up in the registry, where this provider is only after load(): see `SocMapPlugin`.
        registry = QgsApplication.processingRegistry()
        if registry is not None and registry.providerById(self.id()) is not None:
            for path in sorted(paths.MODELS.glob("*.model3")):
                self._add_model(str(path))

    def _add_model(self, path: str) -> None:
        model = ShippedModel()
        if model.fromFile(path):
            model.setSourceFilePath(path)
            self.addAlgorithm(model)
        else:
            QgsMessageLog.logMessage(
                tr("The graphical model {} cannot be read; reinstall the plugin.").format(path),
                self.name(),
                Qgis.MessageLevel.Critical,
            )

    def _add_option(self) -> None:
        from processing.core.ProcessingConfig import ProcessingConfig, Setting

        ProcessingConfig.settingIcons[self.name()] = self.icon()
        ProcessingConfig.addSetting(
            Setting(
                self.name(),
                INTERPRETER_SETTING,
                tr("Worker's Python interpreter"),
                "",
                valuetype=Setting.FILE,
                placeholder=tr("Leave blank for the environment of Set Up Python Environment"),
            )
        )
        ProcessingConfig.readSettings()


def _remove_option(group: str) -> None:
    """Take the option away, where there still are options.

    QGIS unloads its plugins and its registry in any order when it ends: Processing may have gone first, and to import
    it now would start it again, without our option.
    """
    module = sys.modules.get("processing.core.ProcessingConfig")
    if module is not None:
        module.ProcessingConfig.settings.pop(INTERPRETER_SETTING, None)
        module.ProcessingConfig.settingIcons.pop(group, None)
