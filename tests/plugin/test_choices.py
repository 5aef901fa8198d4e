"""Choices by name and by the number that `qgis_process help` shows, with every algorithm."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingParameterEnum

from tests.builders.refusals import assert_sentence, refusal


def test_every_choice_of_every_algorithm_has_a_name_and_a_number(provider, context):
    compared = 0
    for algorithm in provider.algorithms():
        if not hasattr(algorithm, "ID"):
            continue  # a graphical model
        for definition in algorithm.parameterDefinitions():
            if not isinstance(definition, QgsProcessingParameterEnum):
                continue
            name = definition.name()
            for number, option in enumerate(definition.options()):
                for given in (option, number, str(number), float(number)):
                    if definition.allowMultiple():
                        assert algorithm.parameterAsEnumStrings({name: [given]}, name, context) == [option]
                    else:
                        assert algorithm.parameterAsEnumString({name: given}, name, context) == option
                    compared += 1
            if definition.allowMultiple():
                several = ",".join(str(number) for number in range(len(definition.options())))
                assert algorithm.parameterAsEnumStrings({name: several}, name, context) == definition.options()
    assert compared > 100


@pytest.mark.parametrize(
    ("scheme", "models"),
    [(3, [1, 0]), ("3", ["1", "0"]), ("knndm", "forest,cnnlstm"), (3.0, "1,0")],
    ids=["numbers", "texts", "names", "a line"],
)
def test_a_job_has_the_names_of_numbers(run, captured, dataset, tmp_path, scheme, models):
    files = {name: str(tmp_path / f"{name}.csv") for name in ("METRICS", "PREDICTIONS")}
    run("crossvalidate", {"DATASET": dataset, "SCHEME": scheme, "MODELS": models, **files})
    (job,) = captured
    assert (job.scheme, job.models) == ("knndm", ("forest", "cnnlstm"))


@pytest.mark.parametrize("given", [4, "4", -1, 1.5, "hexagon", True])
def test_what_is_no_choice_is_refused_with_all_that_are(algorithm, context, dataset, given):
    reason = refusal(algorithm, context, {"DATASET": dataset, "SCHEME": given}, "crossvalidate")
    assert_sentence(
        reason, r"SCHEME .*is .*; choose by name or number from 0 \(stratified\), 1 \(random\), 2 \(block\)"
    )


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (True, "on"),
        (False, "off"),
        ("true", "on"),
        ("False", "off"),
        (1, "on"),
        ("0", "off"),
        ("auto", "auto"),
        (2, "auto"),
    ],
)
def test_what_was_yes_or_no_in_earlier_versions_goes_on_working(run, captured, dataset, tmp_path, given, word):
    files = {name: str(tmp_path / f"{name}.csv") for name in ("METRICS", "PREDICTIONS")}
    run("crossvalidate", {"DATASET": dataset, "LOG_TARGET": given, **files})
    run("traincnnlstm", {"DATASET": dataset, "LOG_TARGET": given, "MODEL": str(tmp_path / "network.socmodel")})
    run("trainrandomforest", {"DATASET": dataset, "LOG_TARGET": given, "MODEL": str(tmp_path / "trees.socmodel")})
    validation, network, _ = captured
    assert {job.settings.log_target for job in captured} == {word}
    assert (validation.forest.log_target, network.forest.log_target) == (word, word)
