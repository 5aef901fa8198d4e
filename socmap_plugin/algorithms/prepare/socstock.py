"""SOC Stock."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ...core.jobs.soils import ERROR_KINDS, SocStockJob
from ...core.runtime.errors import InputError
from ...core.settings.pedotransfer import CHOICES, NONE, OWN, parse_own
from ..base import WorkerAlgorithm, tr
from ..inputs import refuse_missing_field
from ..outputs import points_output
from ..parameters import SEED, add_settings, choice, default, documented, number, setting_value
from ..samples import sample_source, target_expression
from ..styling import StyleDropped, StyleValues
from .part_table import located, part_table, with_stocks


class SocStock(WorkerAlgorithm):
    """Calculates stocks of carbon at points."""

    SAMPLES, SOC, BULK_DENSITY, STONES, THICKNESS = "SAMPLES", "SOC", "BULK_DENSITY", "STONES", "THICKNESS"
    SOC_ERROR, BULK_DENSITY_ERROR = "SOC_ERROR", "BULK_DENSITY_ERROR"
    STONES_ERROR, THICKNESS_ERROR, ERROR_KIND = "STONES_ERROR", "THICKNESS_ERROR", "ERROR_KIND"
    PEDOTRANSFER, OWN_FUNCTION, REFERENCE_MASS = "PEDOTRANSFER", "OWN_FUNCTION", "REFERENCE_MASS"
    SAMPLE_ID, OUTPUT, FINDINGS = "ID", "OUTPUT", "FINDINGS"
    PARTS = (SOC, BULK_DENSITY, STONES, THICKNESS)
    ERRORS = (SOC_ERROR, BULK_DENSITY_ERROR, STONES_ERROR, THICKNESS_ERROR)

    ID = SocStockJob.task
    LABEL = "SOC Stock"
    GROUP = "1 Prepare"
    SUMMARY = "Turns concentration, bulk density, coarse fragments and thickness at points into t/ha with an error."
    TAGS = "carbon stock,t/ha,bulk density,pedotransfer,coarse fragments,stones,equivalent soil mass,GSOCmap,error"
    RESULTS: ClassVar = {"OUTPUT": "soc_stocks", "FINDINGS": "stock_findings"}
    TAKES: ClassVar = {"SAMPLES": ("profiles_standard_depths",)}
    NEXT = ("buildpatchdataset",)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        definitions = (
            (
                QgsProcessingParameterFeatureSource(
                    self.SAMPLES, tr("Soil samples"), [Qgis.ProcessingSourceType.VectorPoint]
                ),
                "Points with what was measured in one layer of soil, such as those of Harmonise Depths. Selection and "
                "filter are honoured.",
            ),
            (
                self._expression(self.SOC, tr("Soil organic carbon (g/kg)"), False),
                'Of the fine earth: a field or an expression, for example "soc_0_30" or "soc_percent" * 10.',
            ),
            (
                self._expression(self.BULK_DENSITY, tr("Bulk density (g/cm3)")),
                "Mass of the fine earth in the volume that it fills, without stones. Empty, or where there is no "
                "value: by the pedotransfer function.",
            ),
            (
                self._expression(self.STONES, tr("Coarse fragments (% of the volume)")),
                "What is coarser than 2 mm. Empty: none. A point without a value has no stock; "
                'coalesce("stones", 0) takes it for none.',
            ),
            (
                self._expression(self.THICKNESS, tr("Thickness (cm)"), False, "30"),
                'Of the layer: a number, or a field such as "soc_0_30_sampled" of Harmonise Depths.',
            ),
            (
                choice(
                    self.PEDOTRANSFER,
                    "Pedotransfer function for missing bulk densities",
                    CHOICES,
                    default(SocStockJob, "pedotransfer"),
                ),
                "none: points without a density have no stock. best: the one with the smallest error on your measured "
                "densities, at least ten of them. own: the function below. The others are published ones; the log says "
                "how each does on your densities.",
            ),
        )
        advanced = (
            (
                QgsProcessingParameterString(
                    self.OWN_FUNCTION,
                    tr("Own pedotransfer function"),
                    default(SocStockJob, "own_function"),
                    False,
                    True,
                ),
                "A form and its coefficients, with o for the per cent of organic matter: linear 1.62 -0.06 is "
                "1.62 - 0.06 o. Other forms are inverse, logarithm, exponential and mixture; see the help.",
            ),
            (
                self._expression(self.SOC_ERROR, tr("Error of soil organic carbon (g/kg)")),
                "A number, a field or an expression; empty: none is known.",
            ),
            (
                self._expression(self.BULK_DENSITY_ERROR, tr("Error of measured bulk densities (g/cm3)")),
                "Estimated ones have that of the pedotransfer function.",
            ),
            (
                self._expression(self.STONES_ERROR, tr("Error of coarse fragments (% of the volume)")),
                "A number, a field or an expression; empty: none is known.",
            ),
            (
                self._expression(self.THICKNESS_ERROR, tr("Error of the thickness (cm)")),
                "A number, a field or an expression; empty: none is known.",
            ),
            (
                choice(self.ERROR_KIND, "What the errors are", ERROR_KINDS, default(SocStockJob, "error_kind")),
                'stddev: standard deviations. half_90: half of 90 % intervals, such as ("upper" - "lower") / 2.',
            ),
            (
                number(self.REFERENCE_MASS, "Equivalent soil mass (t/ha, 0 = none)", SocStockJob, "reference_mass"),
                "Adds the stock in so many tonnes of fine earth, the same at all points: to compare land uses or years "
                "whose bulk densities differ. 3900 is 30 cm with a density of 1.3 g/cm3.",
            ),
            (
                QgsProcessingParameterField(
                    self.SAMPLE_ID, tr("Id of the samples (empty = feature id)"), None, self.SAMPLES, optional=True
                ),
                "A field that is different for every sample; findings name samples by it.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        add_settings(self, (SEED,), SocStockJob)
        kind = Qgis.ProcessingSourceType.VectorPoint
        output = QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Stocks"), kind)
        self.addParameter(
            documented(output, "The points with their stock, its standard deviation, and the bulk density used.")
        )
        findings = QgsProcessingParameterFeatureSink(self.FINDINGS, tr("Findings"), kind, None, True)
        self.addParameter(documented(findings, "A point for every part that is missing or cannot be right."))

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        source = sample_source(self, self.SAMPLES, parameters, context)
        texts = self._texts(parameters, context)
        for name in dict.fromkeys((self.SOC, self.THICKNESS, *texts)):  # two of them have to be there
            target_expression(name, texts.get(name, ""), source)
        refuse_missing_field(self.SAMPLE_ID, self.parameterAsString(parameters, self.SAMPLE_ID, context), source)
        function = self.parameterAsEnumString(parameters, self.PEDOTRANSFER, context)
        own = self.parameterAsString(parameters, self.OWN_FUNCTION, context)
        if own or function == OWN:
            try:
                parse_own(own)
            except InputError as error:
                raise QgsProcessingException(f"{self.OWN_FUNCTION}: {error}") from error
        if self.BULK_DENSITY not in texts and function == NONE:
            raise QgsProcessingException(
                f"{self.BULK_DENSITY} is empty and {self.PEDOTRANSFER} is {NONE}; give measured bulk densities, or "
                "choose a function that estimates them."
            )

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        source = sample_source(self, self.SAMPLES, parameters, context)
        id_field = self.parameterAsString(parameters, self.SAMPLE_ID, context)
        texts = self._texts(parameters, context)
        self._table = part_table(self, source, texts, id_field, parameters, context, feedback)
        self._points = located(source)
        self._layer = (source.fields(), source.wkbType(), source.sourceCrs())

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> SocStockJob:
        return SocStockJob(
            samples=self._table,
            output=str(run_folder / "stocks.csv"),
            findings=str(run_folder / "findings.csv"),
            pedotransfer=self.parameterAsEnumString(parameters, self.PEDOTRANSFER, context),
            own_function=self.parameterAsString(parameters, self.OWN_FUNCTION, context).strip(),
            error_kind=self.parameterAsEnumString(parameters, self.ERROR_KIND, context),
            reference_mass=self.parameterAsDouble(parameters, self.REFERENCE_MASS, context),
            seed=setting_value(self, SEED, default(SocStockJob, "seed"), parameters, context),
        )

    def outputs(
        self, job: SocStockJob, result: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        table = Path(job.output)
        stocks = with_stocks(self, self.OUTPUT, parameters, context, self._points, self._layer, table)
        findings = points_output(self, self.FINDINGS, parameters, context, Path(job.findings), result["crs_wkt"])
        return {self.OUTPUT: stocks, self.FINDINGS: findings}

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.OUTPUT: StyleValues("stock"), self.FINDINGS: StyleDropped()}

    def _expression(
        self, name: str, label: str, optional: bool = True, value: str = ""
    ) -> QgsProcessingParameterExpression:
        return QgsProcessingParameterExpression(name, label, value, self.SAMPLES, optional)

    def _texts(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, str]:
        """Return the expressions that are given, by the names of their parameters."""
        texts = {name: self.parameterAsString(parameters, name, context) for name in (*self.PARTS, *self.ERRORS)}
        return {name: text for name, text in texts.items() if text.strip()}
