"""SOC Stock Map."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ...core.jobs.soils import ERROR_KINDS, MAP_CHOICES, SocStockMapJob
from ...core.runtime.errors import InputError
from ...core.settings.pedotransfer import NONE, OWN, parse_own
from ..base import WorkerAlgorithm, tr
from ..inputs import is_given, one_raster
from ..outputs import layer_output
from ..parameters import choice, default, documented, number
from ..styling import StyleMap


class SocStockMap(WorkerAlgorithm):
    """Calculates the stock of carbon of every pixel."""

    SOC, BULK_DENSITY, STONES, THICKNESS = "SOC", "BULK_DENSITY", "STONES", "THICKNESS"
    PEDOTRANSFER, OWN_FUNCTION, DENSITY_ERROR = "PEDOTRANSFER", "OWN_FUNCTION", "DENSITY_ERROR"
    SOC_ERROR, SOC_LOWER, SOC_UPPER, COVERAGE = "SOC_ERROR", "SOC_LOWER", "SOC_UPPER", "COVERAGE"
    BULK_DENSITY_ERROR, STONES_ERROR = "BULK_DENSITY_ERROR", "STONES_ERROR"
    THICKNESS_ERROR, ERROR_KIND = "THICKNESS_ERROR", "ERROR_KIND"
    OUTPUT, STDDEV = "OUTPUT", "STDDEV"
    RASTERS = (BULK_DENSITY, STONES, SOC_ERROR, SOC_LOWER, SOC_UPPER, BULK_DENSITY_ERROR, STONES_ERROR)

    ID = SocStockMapJob.task
    LABEL = "SOC Stock Map"
    GROUP = "4 Use"
    SUMMARY = "Turns maps of concentration, bulk density and coarse fragments into a map in t/ha with its error."
    TAGS = "carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,raster calculator,GSOCmap,uncertainty"
    RESULTS: ClassVar = {"OUTPUT": "soc_stock_map", "STDDEV": "soc_stock_stddev"}
    TAKES: ClassVar = {"SOC": ("soc_map",), "SOC_LOWER": ("soc_lower",), "SOC_UPPER": ("soc_upper",)}
    NEXT = ("zonalstock",)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        definitions = (
            (
                QgsProcessingParameterRasterLayer(self.SOC, tr("Soil organic carbon (g/kg)")),
                "The map of the concentration in the fine earth; the stocks have its pixels, onto which the other "
                "rasters are read.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.BULK_DENSITY, tr("Bulk density (g/cm3)"), None, True),
                "Mass of the fine earth in the volume that it fills, without stones. Empty, or where there is no "
                "value: by the pedotransfer function.",
            ),
            (
                QgsProcessingParameterRasterLayer(self.STONES, tr("Coarse fragments (% of the volume)"), None, True),
                "What is coarser than 2 mm. Empty: none. A pixel without a value has no stock.",
            ),
            (
                number(self.THICKNESS, "Thickness (cm)", SocStockMapJob, "thickness"),
                "Of the layer of soil that the maps are about, 30 for 0 to 30 cm.",
            ),
            (
                choice(
                    self.PEDOTRANSFER,
                    "Pedotransfer function for missing bulk densities",
                    MAP_CHOICES,
                    default(SocStockMapJob, "pedotransfer"),
                ),
                "none: pixels without a density have no stock. own: the function below. The others are published ones; "
                "SOC Stock says which is the best on your measured densities, and with which error.",
            ),
            (
                QgsProcessingParameterRasterLayer(
                    self.SOC_LOWER, tr("Lower limit of soil organic carbon (g/kg)"), None, True
                ),
                "That of Predict SOC Raster: both limits together say how large the errors of the map are.",
            ),
            (
                QgsProcessingParameterRasterLayer(
                    self.SOC_UPPER, tr("Upper limit of soil organic carbon (g/kg)"), None, True
                ),
                "That of Predict SOC Raster.",
            ),
        )
        advanced = (
            (
                number(
                    self.COVERAGE, "Share that the limits promise (0 = as their files say)", SocStockMapJob, "coverage"
                ),
                "What part of new samples the limits are made to hold. 0: as the files of Predict SOC Raster say it, "
                "and 0.9 for limits that say nothing.",
            ),
            (
                QgsProcessingParameterString(
                    self.OWN_FUNCTION,
                    tr("Own pedotransfer function"),
                    default(SocStockMapJob, "own_function"),
                    False,
                    True,
                ),
                "A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is "
                "1.62 - 0.06 o. The help of SOC Stock has the other forms.",
            ),
            (
                number(
                    self.DENSITY_ERROR, "Error of estimated bulk densities (g/cm3)", SocStockMapJob, "density_error"
                ),
                "As a standard deviation; SOC Stock finds it on your measured densities.",
            ),
            (
                QgsProcessingParameterRasterLayer(
                    self.SOC_ERROR, tr("Error of soil organic carbon (g/kg)"), None, True
                ),
                "Instead of limits: a raster of errors.",
            ),
            (
                QgsProcessingParameterRasterLayer(
                    self.BULK_DENSITY_ERROR, tr("Error of the bulk density (g/cm3)"), None, True
                ),
                "A raster of errors of the map of bulk density; empty: none is known.",
            ),
            (
                QgsProcessingParameterRasterLayer(
                    self.STONES_ERROR, tr("Error of coarse fragments (% of the volume)"), None, True
                ),
                "A raster of errors of the map of coarse fragments; empty: none is known.",
            ),
            (
                number(self.THICKNESS_ERROR, "Error of the thickness (cm)", SocStockMapJob, "thickness_error"),
                "One number for all pixels; 0: the thickness is exact.",
            ),
            (
                choice(self.ERROR_KIND, "What the errors are", ERROR_KINDS, default(SocStockMapJob, "error_kind")),
                "stddev: standard deviations. half_90: half of 90 % intervals.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        output = QgsProcessingParameterRasterDestination(self.OUTPUT, tr("SOC stock"))
        self.addParameter(documented(output, "The map in t/ha, a cloud-optimised GeoTIFF."))
        stddev = QgsProcessingParameterRasterDestination(
            self.STDDEV, tr("Standard deviation of the SOC stock"), None, True, False
        )
        self.addParameter(
            documented(stddev, "From the errors of the parts, of which one at least has to be given or estimated.")
        )

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        one_raster(self.SOC, parameters, context)
        given = {name: one_raster(name, parameters, context, True) is not None for name in self.RASTERS}
        function = self.parameterAsEnumString(parameters, self.PEDOTRANSFER, context)
        own = self.parameterAsString(parameters, self.OWN_FUNCTION, context)
        if own or function == OWN:
            try:
                parse_own(own)
            except InputError as error:
                raise QgsProcessingException(f"{self.OWN_FUNCTION}: {error}") from error
        if not given[self.BULK_DENSITY] and function == NONE:
            raise QgsProcessingException(
                f"{self.BULK_DENSITY} is not given and {self.PEDOTRANSFER} is {NONE}; give a map of bulk densities, or "
                "choose a function that estimates them."
            )
        if given[self.SOC_LOWER] != given[self.SOC_UPPER]:
            missing = self.SOC_UPPER if given[self.SOC_LOWER] else self.SOC_LOWER
            raise QgsProcessingException(f"{missing} is not given and the other limit is; give both, or neither.")
        if given[self.SOC_ERROR] and given[self.SOC_LOWER]:
            raise QgsProcessingException(
                f"{self.SOC_ERROR} and the limits both say how large errors are; give {self.SOC_ERROR}, or "
                f"{self.SOC_LOWER} and {self.SOC_UPPER}."
            )
        errors = (self.SOC_ERROR, self.SOC_LOWER, self.BULK_DENSITY_ERROR, self.STONES_ERROR)
        known = any(given[name] for name in errors) or function != NONE
        thickness = self.parameterAsDouble(parameters, self.THICKNESS_ERROR, context)
        if is_given(self.STDDEV, parameters) and not (known or thickness):
            raise QgsProcessingException(
                f"{self.STDDEV} is wanted and no error is known; give {self.SOC_LOWER} and {self.SOC_UPPER} or another "
                "error, or leave it out."
            )

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._soc = one_raster(self.SOC, parameters, context)
        self._rasters = {name.lower(): one_raster(name, parameters, context, True) for name in self.RASTERS}

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> SocStockMapJob:
        return SocStockMapJob(
            soc=self._soc,
            output=layer_output(self, self.OUTPUT, parameters, context),
            stddev=layer_output(self, self.STDDEV, parameters, context),
            **self._rasters,
            thickness=self.parameterAsDouble(parameters, self.THICKNESS, context),
            pedotransfer=self.parameterAsEnumString(parameters, self.PEDOTRANSFER, context),
            own_function=self.parameterAsString(parameters, self.OWN_FUNCTION, context).strip(),
            density_error=self.parameterAsDouble(parameters, self.DENSITY_ERROR, context),
            coverage=self.parameterAsDouble(parameters, self.COVERAGE, context),
            thickness_error=self.parameterAsDouble(parameters, self.THICKNESS_ERROR, context),
            error_kind=self.parameterAsEnumString(parameters, self.ERROR_KIND, context),
        )

    def outputs(
        self, job: SocStockMapJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        made = {self.OUTPUT: job.output, self.STDDEV: job.stddev}
        return {name: file for name, file in made.items() if file}

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.OUTPUT: StyleMap("soc.qml"), self.STDDEV: StyleMap("soc_stddev.qml")}
