"""Harmonise Depths."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ...core.jobs.soils import DEPTH_METHODS, DEPTH_UNITS, HarmonizeDepthsJob
from ...core.runtime.errors import InputError
from ...core.settings.depths import parse_depths
from ..base import WorkerAlgorithm, tr
from ..inputs import is_given, refuse_missing_field, wkt
from ..outputs import points_output
from ..parameters import choice, default, documented, number
from ..samples import sample_source
from ..styling import StyleDropped, StyleValues
from .horizon_table import has_points, horizon_table, refuse_undated_names


class HarmonizeDepths(WorkerAlgorithm):
    """Brings the horizons of profiles to standard depths."""

    HORIZONS, PROFILE, TOP, BOTTOM, VALUES = "HORIZONS", "PROFILE", "TOP", "BOTTOM", "VALUES"
    DEPTHS, METHOD, LAMBDA, DEPTH_UNIT = "DEPTHS", "METHOD", "LAMBDA", "DEPTH_UNIT"
    SITES, SITES_PROFILE = "SITES", "SITES_PROFILE"
    OUTPUT, FINDINGS = "OUTPUT", "FINDINGS"

    ID = HarmonizeDepthsJob.task
    LABEL = "Harmonise Depths"
    GROUP = "1 Prepare"
    SUMMARY = "Brings soil horizons of any depths to standard depths, and names every horizon that needs a look."
    TAGS = "profile,horizon,depth,spline,equal-area,mass-preserving,mpspline,GlobalSoilMap,0-30 cm,layer,bulk density"
    RESULTS: ClassVar = {"OUTPUT": "profiles_standard_depths", "FINDINGS": "horizon_findings"}
    NEXT = ("checksamples", "socstock", "buildpatchdataset")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        kinds = Qgis.ProcessingSourceType
        definitions = (
            (
                QgsProcessingParameterFeatureSource(self.HORIZONS, tr("Horizons"), [kinds.Vector]),
                "A table or a layer of points with a row a horizon, or a row a profile and fields such as soc_0_30. "
                "Selection and filter are honoured.",
            ),
            (
                QgsProcessingParameterField(self.PROFILE, tr("Field of the profile"), None, self.HORIZONS),
                "What tells a profile from another: all rows with the same value are horizons of one profile.",
            ),
            (
                QgsProcessingParameterField(self.TOP, tr("Field of the top"), None, self.HORIZONS, optional=True),
                "The depth at which a horizon begins. Leave top and bottom empty where the names of the fields with "
                "the values say the depths, such as soc_0_30.",
            ),
            (
                QgsProcessingParameterField(self.BOTTOM, tr("Field of the bottom"), None, self.HORIZONS, optional=True),
                "The depth at which a horizon ends.",
            ),
            (
                QgsProcessingParameterField(
                    self.VALUES, tr("Fields with values"), None, self.HORIZONS, allowMultiple=True
                ),
                "What was measured, such as soil organic carbon, bulk density and coarse fragments: several fields are "
                "harmonised in one run. A text such as <0.5 is a value below the detection limit.",
            ),
            (
                QgsProcessingParameterString(
                    self.DEPTHS, tr("Standard depths (cm)"), default(HarmonizeDepthsJob, "depths")
                ),
                "Limits of layers that follow each other, 0-5-15-30, or any layers, 0-20; 0-30.",
            ),
            (
                choice(self.METHOD, "Method", DEPTH_METHODS, default(HarmonizeDepthsJob, "method")),
                "spline: a smooth function of depth whose mean over each horizon is what was measured there, nearly "
                "or exactly as the smoothness says. mean: the mean of the horizons, weighted by their thickness inside "
                "a layer.",
            ),
            (
                QgsProcessingParameterFeatureSource(
                    self.SITES, tr("Sites of the profiles"), [kinds.VectorPoint], None, True
                ),
                "Points of the profiles, where the horizons are a table without geometry.",
            ),
        )
        advanced = (
            (
                QgsProcessingParameterField(
                    self.SITES_PROFILE, tr("Field of the profile in the sites"), None, self.SITES, optional=True
                ),
                "Where it is not called as the field of the profile in the horizons.",
            ),
            (
                number(self.LAMBDA, "Smoothness of the spline (lambda)", HarmonizeDepthsJob, "lam"),
                "0 keeps the measured mean of every horizon exactly; larger values give smoother functions that differ "
                "from it more, which the field rmse shows.",
            ),
            (
                choice(
                    self.DEPTH_UNIT, "Unit of top and bottom", DEPTH_UNITS, default(HarmonizeDepthsJob, "depth_unit")
                ),
                "In what the depths of the horizons are given; the standard depths are always in cm.",
            ),
        )
        for definition, text in definitions:
            self.addParameter(documented(definition, text))
        for definition, text in advanced:
            self.addParameter(documented(definition, text, advanced=True))
        output = QgsProcessingParameterFeatureSink(self.OUTPUT, tr("Standard depths"), kinds.VectorPoint)
        self.addParameter(
            documented(
                output,
                "A point a profile with a field a property and depth, such as soc_0_30, and how much was sampled.",
            )
        )
        findings = QgsProcessingParameterFeatureSink(self.FINDINGS, tr("Findings"), kinds.VectorPoint, None, True)
        self.addParameter(
            documented(findings, "A point for everything that was found wrong or doubtful, with profile and horizon.")
        )

    def refuse_bad_input(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        source = self._horizons(parameters, context)
        top, bottom = (self.parameterAsString(parameters, name, context) for name in (self.TOP, self.BOTTOM))
        values = self.parameterAsStrings(parameters, self.VALUES, context)
        for name in (self.PROFILE, self.TOP, self.BOTTOM):
            refuse_missing_field(name, self.parameterAsString(parameters, name, context), source)
        for field in values:
            refuse_missing_field(self.VALUES, field, source)
        if not values:
            raise QgsProcessingException(f"{self.VALUES} names no field; choose those with measured values.")
        if bool(top) != bool(bottom):
            missing = self.BOTTOM if top else self.TOP
            raise QgsProcessingException(f"{missing} names no field; give both depths, or neither for a wide table.")
        if not top:
            refuse_undated_names(self.VALUES, values)
        try:
            parse_depths(self.parameterAsString(parameters, self.DEPTHS, context))
        except InputError as error:
            raise QgsProcessingException(f"{self.DEPTHS}: {error}") from error
        sites = self._sites(parameters, context)
        if sites is not None:
            refuse_missing_field(self.SITES_PROFILE, self._sites_profile(parameters, context), sites)
        elif not has_points(source):
            raise QgsProcessingException(
                f"{self.HORIZONS}: the layer {source.sourceName()} has no points; give the points of its profiles as "
                f"{self.SITES}."
            )
        elif not wkt(source.sourceCrs()):
            raise QgsProcessingException(
                f"{self.HORIZONS}: the layer {source.sourceName()} has no CRS; assign the right one (layer menu, Layer "
                "CRS > Set Layer CRS)."
            )

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._table = horizon_table(
            self._horizons(parameters, context),
            *(self.parameterAsString(parameters, name, context) for name in (self.PROFILE, self.TOP, self.BOTTOM)),
            self.parameterAsStrings(parameters, self.VALUES, context),
            self._sites(parameters, context),
            self._sites_profile(parameters, context),
            feedback,
        )

    def job(self, parameters: dict[str, Any], context: QgsProcessingContext, run_folder: Path) -> HarmonizeDepthsJob:
        return HarmonizeDepthsJob(
            horizons=self._table,
            output=str(run_folder / "depths.csv"),
            findings=str(run_folder / "findings.csv"),
            depths=self.parameterAsString(parameters, self.DEPTHS, context),
            method=self.parameterAsEnumString(parameters, self.METHOD, context),
            lam=self.parameterAsDouble(parameters, self.LAMBDA, context),
            depth_unit=self.parameterAsEnumString(parameters, self.DEPTH_UNIT, context),
        )

    def outputs(
        self,
        job: HarmonizeDepthsJob,
        result: dict[str, Any],
        parameters: dict[str, Any],
        context: QgsProcessingContext,
    ) -> dict[str, Any]:
        files = {self.OUTPUT: job.output, self.FINDINGS: job.findings}
        return {
            name: points_output(self, name, parameters, context, Path(file), result["crs_wkt"])
            for name, file in files.items()
        }

    def post_processors(self) -> dict[str, QgsProcessingLayerPostProcessorInterface]:
        return {self.OUTPUT: StyleValues(), self.FINDINGS: StyleDropped()}

    def _horizons(self, parameters: dict[str, Any], context: QgsProcessingContext) -> QgsProcessingFeatureSource:
        source = self.parameterAsSource(parameters, self.HORIZONS, context)
        if source is None:
            raise QgsProcessingException(f"{self.HORIZONS}: the layer cannot be opened; choose a table or a layer.")
        return source

    def _sites(self, parameters: dict[str, Any], context: QgsProcessingContext) -> QgsProcessingFeatureSource | None:
        return sample_source(self, self.SITES, parameters, context) if is_given(self.SITES, parameters) else None

    def _sites_profile(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        own = self.parameterAsString(parameters, self.SITES_PROFILE, context)
        return str(own or self.parameterAsString(parameters, self.PROFILE, context))
