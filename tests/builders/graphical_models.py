"""Graphical models of QGIS in which what one algorithm makes becomes covariates of a dataset."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
)

Source = QgsProcessingModelChildParameterSource
DATASET = "dataset"  # the model's output


def add_step(model, name: str, algorithm: str, inputs: dict[str, Any], **outputs: str) -> None:
    """Add an algorithm of SOC Map; inputs are values or sources, `outputs` by the name that the model has for them."""
    step = QgsProcessingModelChildAlgorithm(f"socmap:{algorithm}")
    step.setChildId(name)
    for key, value in inputs.items():
        step.addParameterSources(key, [value if isinstance(value, Source) else Source.fromStaticValue(value)])
    made = {}
    for own, output in outputs.items():
        made[own] = QgsProcessingModelOutput(own, own)
        made[own].setChildId(name)
        made[own].setChildOutputName(output)
    step.setModelOutputs(made)
    model.addChildAlgorithm(step)


def covariates_to_dataset(
    algorithm: str, inputs: dict[str, Any], build: dict[str, Any], covariates: str, handed: str, asked: tuple = ()
) -> QgsProcessingModelAlgorithm:
    """Return a model of two steps, the second of them Build Patch Dataset.

    Parameters
    ----------
    algorithm, inputs
        The first step.
    build
        Inputs of the second.
    covariates, handed
        The second's parameter that takes the first's output `handed`.
    asked
        Definitions of the model's own parameters, which inputs may name with :meth:`Source.fromModelParameter`.
    """
    model = QgsProcessingModelAlgorithm(f"{algorithm} to dataset", "tests")
    for definition in asked:
        model.addModelParameter(definition, QgsProcessingModelParameter(definition.name()))
    add_step(model, "first", algorithm, inputs)
    handed_on = {covariates: Source.fromChildOutput("first", handed)}
    add_step(model, "build", "buildpatchdataset", {**build, **handed_on}, **{DATASET: "DATASET"})
    return model


def run_model(model: QgsProcessingModelAlgorithm, dataset: Path) -> None:
    """Run a model of :func:`covariates_to_dataset`, which has to succeed, in this process."""
    model.initAlgorithm()
    assert model.validate() == (True, [])
    (name,) = (definition.name() for definition in model.destinationParameterDefinitions())
    feedback = QgsProcessingFeedback(False)
    assert model.run({name: str(dataset)}, QgsProcessingContext(), feedback)[1], feedback.textLog()
