"""The provider: what it offers under which names, with help and defaults, and what loading it imports."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsSettings,
)
from qgis.gui import QgsProcessingToolboxProxyModel

from socmap_plugin import paths, worker
from socmap_plugin.algorithms.base import GROUPS, group_id, help_file
from socmap_plugin.algorithms.parameters import refuse_bad_scheduler
from socmap_plugin.core.jobs.areas import MapWords, ProposeSamplesJob, ZonalStockJob
from socmap_plugin.core.jobs.crossval import CrossValidateJob
from socmap_plugin.core.jobs.dataset import BuildDatasetJob, ListCovariatesJob
from socmap_plugin.core.jobs.mapping import PredictJob
from socmap_plugin.core.jobs.models import TrainForestJob, TrainingSettings, TrainNetworkJob
from socmap_plugin.core.jobs.satellite import AnnualEviJob, ImportPhenologyJob
from socmap_plugin.core.jobs.search_grid import AXES
from socmap_plugin.core.jobs.soils import CheckSamplesJob, HarmonizeDepthsJob, SocStockJob, SocStockMapJob
from socmap_plugin.core.jobs.tasks import JOBS
from socmap_plugin.core.jobs.terrain import TerrainJob
from socmap_plugin.core.jobs.verdicts import MapEveryGroupJob, ValidateMapJob
from socmap_plugin.core.settings.limits import limits
from socmap_plugin.environment.setup import requirements_digest
from socmap_plugin.worker import INTERPRETER_SETTING
from tests.builders.places import ROOT
from tests.builders.public_names import PUBLIC

MODELS = {
    "soc_mapping": {"buildpatchdataset", "traincnnlstm", "predictsocraster"},
    "soc_map_validated": {"buildpatchdataset", "crossvalidate", "traincnnlstm", "predictsocraster"},
    "profiles_to_totals": {
        "harmonizedepths",
        "socstock",
        "buildpatchdataset",
        "crossvalidate",
        "trainrandomforest",
        "predictsocraster",
        "zonalstock",
    },
    "covariates_to_dataset": {"terraincovariates", "importphenology", "buildpatchdataset"},
}  # with the steps of each
WORKER_ALGORITHMS = sorted(set(PUBLIC) - {"setupenvironment", "removeenvironment", *MODELS})

# Whose default each parameter shows; the field has the parameter's name in lower case.
DEFAULTS = {
    "annualevi": [AnnualEviJob],
    "terraincovariates": [TerrainJob],
    "importphenology": [ImportPhenologyJob],
    "listcovariates": [ListCovariatesJob],
    "buildpatchdataset": [BuildDatasetJob],
    "traincnnlstm": [TrainingSettings, TrainNetworkJob],
    "trainrandomforest": [TrainForestJob("", "").settings, TrainForestJob],
    "crossvalidate": [
        CrossValidateJob,
        CrossValidateJob("", "").settings,
        CrossValidateJob("", "").forest,
    ],
    "predictsocraster": [PredictJob],
    "validatemap": [ValidateMapJob],
    "mapeverygroup": [MapEveryGroupJob, MapEveryGroupJob("", "").settings, MapEveryGroupJob("", "").forest],
    "zonalstock": [ZonalStockJob],
    "proposesamples": [ProposeSamplesJob],
    "mapdocument": [MapWords],
    "harmonizedepths": [HarmonizeDepthsJob],
    "socstock": [SocStockJob],
    "socstockmap": [SocStockMapJob],
    "checksamples": [CheckSamplesJob],
}


def test_offers_exactly_the_public_algorithms(provider):
    assert {algorithm.name() for algorithm in provider.algorithms()} == set(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_parameter_and_output_names_are_frozen(name, algorithm):
    inputs, outputs = (set(names.split()) for names in PUBLIC[name])
    definitions = algorithm(name).parameterDefinitions()
    assert {definition.name() for definition in definitions if not definition.isDestination()} == inputs
    assert {definition.name() for definition in algorithm(name).outputDefinitions()} == outputs


@pytest.mark.parametrize("name", PUBLIC)
def test_every_parameter_and_algorithm_has_help(name, algorithm):
    for definition in algorithm(name).parameterDefinitions():
        assert len(definition.help()) > 20, definition.name()
    assert len(algorithm(name).shortHelpString()) > 200
    assert "<b>" not in algorithm(name).shortHelpString()  # QGIS paints it dark in its dark theme too


@pytest.mark.parametrize("name", DEFAULTS)
def test_defaults_are_those_of_the_job(name, algorithm):
    compared = 0
    for definition in algorithm(name).parameterDefinitions():
        if definition.isDestination():
            continue
        for owner in DEFAULTS[name]:
            fields = {field.name: field for field in dataclasses.fields(owner)}
            field = fields.get(definition.name().lower())
            if field is None or field.default in (dataclasses.MISSING, None):
                continue
            expected = field.default if isinstance(owner, type) else getattr(owner, field.name)
            shown = definition.defaultValue()
            if isinstance(expected, tuple):
                shown = tuple(shown) if isinstance(shown, list) else tuple(filter(None, (shown or "").split(",")))
            if isinstance(expected, dict):
                shown = dict(shown)
            assert shown == expected, definition.name()
            compared += 1
            break
    assert compared >= 2


def test_enums_take_their_names(provider):
    for algorithm in provider.algorithms():
        for definition in algorithm.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterEnum):
                assert definition.usesStaticStrings(), (algorithm.id(), definition.name())


@pytest.mark.parametrize("name", sorted(set(PUBLIC) - set(MODELS)))
def test_long_help_is_in_its_file(name):
    assert help_file(name) == paths.HELP / f"{name}.html"
    assert help_file(name).is_file()


def test_help_in_the_users_language_comes_first(monkeypatch, tmp_path):
    from socmap_plugin.algorithms import base

    monkeypatch.setattr(base.paths, "HELP", tmp_path)
    monkeypatch.setattr(base.QLocale, "name", lambda self: "de_AT")
    (tmp_path / "traincnnlstm.de.html").write_text("Hilfe")
    assert help_file("traincnnlstm").name == "traincnnlstm.de.html"
    assert help_file("predictsocraster").name == "predictsocraster.html"


@pytest.mark.parametrize("name", MODELS)
def test_graphical_model_loads_and_is_valid(algorithm, name):
    model = algorithm(name)
    assert isinstance(model, QgsProcessingModelAlgorithm)
    assert model.validate() == (True, [])
    assert model.canExecute() == (True, "")
    children = {child.algorithmId() for child in model.childAlgorithms().values()}
    assert children == {f"socmap:{step}" for step in MODELS[name]}


@pytest.fixture
def toolbox(provider):
    """The tree of the Processing Toolbox; the one of all providers, filtered as its search box does."""
    model = QgsProcessingToolboxProxyModel(None, QgsApplication.processingRegistry())
    yield model
    model.setFilterString("")


def groups_shown(toolbox) -> dict[str, list[str]]:
    """Return the names of the groups of this plugin in the order shown, each with its algorithms."""
    rows = range(toolbox.rowCount())
    top = [toolbox.index(row, 0) for row in rows if toolbox.index(row, 0).data() == "SOC Map"]
    shown = {}
    for provider in top:
        for row in range(toolbox.rowCount(provider)):
            group = toolbox.index(row, 0, provider)
            inside = [toolbox.index(row, 0, group).data() for row in range(toolbox.rowCount(group))]
            assert group.data() not in shown, "a group is there twice"
            shown[group.data()] = inside
    return shown


def test_the_toolbox_is_in_the_order_of_the_work(provider, toolbox):
    shown = groups_shown(toolbox)
    assert list(shown) == [group for group in GROUPS if group in shown]
    assert sorted(chain(*shown.values())) == sorted(algorithm.displayName() for algorithm in provider.algorithms())
    assert {"soc_mapping", "soc_map_validated"} <= set(shown["3 Map"])
    assert "covariates_to_dataset" in shown["1 Prepare"]


def test_a_group_is_known_by_its_name_without_the_number(provider):
    ids = {algorithm.groupId() for algorithm in provider.algorithms()}
    assert ids <= {group_id(group) for group in GROUPS} == {"prepare", "model", "map", "use"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("carbon", {"Build Patch Dataset", "Predict SOC Raster", "soc_mapping"}),
        ("soil", {"Build Patch Dataset", "Predict SOC Raster", "Cross-Validate"}),
        ("MODIS", {"Import Phenology", "Annual EVI"}),
        ("appeears", {"Import Phenology"}),
        ("random forest", {"Train Random Forest", "Cross-Validate"}),
        ("slope", {"Terrain Covariates"}),
        ("accuracy", {"Cross-Validate"}),
    ],
)
def test_the_search_box_finds(toolbox, words, found):
    toolbox.setFilterString(words)
    assert found <= set(chain(*groups_shown(toolbox).values()))


def test_maps_are_geotiff(provider):
    assert provider.supportedOutputRasterLayerExtensions() == ["tif"]
    assert provider.supportedOutputRasterLayerFormatAndExtensions() == [("GTiff", "tif")]  # in QGIS 4


def test_icon_is_there(provider):
    assert not provider.icon().isNull()
    assert Path(provider.svgIconPath()).is_file()


def test_option_for_the_interpreter(provider):
    from processing.core.ProcessingConfig import ProcessingConfig, Setting

    setting = ProcessingConfig.settings[INTERPRETER_SETTING]
    assert setting.group == "SOC Map"
    assert setting.valuetype == Setting.FILE
    setting.setValue(sys.executable)
    setting.save()
    try:
        assert worker.interpreter_setting() == sys.executable
    finally:
        setting.setValue("")
        setting.save()
    assert worker.interpreter_setting() == ""


@pytest.mark.parametrize("name", WORKER_ALGORITHMS)
def test_without_environment_the_tool_says_what_cures_it(name, algorithm):
    runnable, reason = algorithm(name).canExecute()
    assert not runnable
    assert "Set Up Python Environment" in reason
    assert "Options > Processing > Providers > SOC Map" in reason
    assert "\n" not in reason


@pytest.mark.parametrize("name", ["setupenvironment", "removeenvironment"])
def test_set_up_and_removal_need_no_environment(algorithm, name):
    assert algorithm(name).canExecute() == (True, "")


def test_environment_counts_once_it_is_finished(algorithm, own_profile):
    python = worker.environment_python(worker.environment_folder())
    python.parent.mkdir(parents=True)
    python.touch(0o755)
    (worker.environment_folder() / "pyvenv.cfg").write_text("home = /usr/bin\n")
    assert worker.worker_problem()
    manifest = worker.environment_folder() / "socmap-environment.json"
    manifest.write_text('{"schema": 1, "created_by": "0.0.9", "requirements_sha256": "of other pins"}')
    assert "was made by SOC Map 0.0.9, and this version needs other packages" in worker.worker_problem()
    digest = requirements_digest(paths.WORKER_REQUIREMENTS)
    manifest.write_text(json.dumps({"schema": 1, "requirements_sha256": digest}))
    assert worker.worker_problem() == ""
    assert worker.worker_interpreter() == str(python)


def test_variable_comes_before_option_before_environment(algorithm, monkeypatch, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for interpreter in (first, second):
        interpreter.touch(0o755)
    settings_name = f"Processing/Configuration/{INTERPRETER_SETTING}"
    QgsSettings().setValue(settings_name, str(second))
    try:
        assert worker.worker_interpreter() == str(second)
        monkeypatch.setenv("SOCMAP_PYTHON", str(first))
        assert worker.worker_interpreter() == str(first)
        monkeypatch.setenv("SOCMAP_PYTHON", str(tmp_path / "gone"))
        assert str(tmp_path / "gone") in worker.worker_problem()
        assert "SOCMAP_PYTHON" in worker.worker_problem()
    finally:
        QgsSettings().remove(settings_name)


def test_can_execute_starts_no_process(algorithm, monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setenv("SOCMAP_PYTHON", sys.executable)
    assert algorithm("traincnnlstm").canExecute() == (True, "")


def test_unload_takes_everything_away(provider):
    from processing.core.ProcessingConfig import ProcessingConfig

    from socmap_plugin.provider import SocMapProvider

    another = SocMapProvider()
    another.load()
    another.unload()
    assert INTERPRETER_SETTING not in ProcessingConfig.settings
    provider.load()  # for the tests that follow
    assert INTERPRETER_SETTING in ProcessingConfig.settings


def test_loading_imports_nothing_heavy():
    program = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {os.path.join(QgsApplication.pkgDataPath(), "python", "plugins")!r}]
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
from processing.core.Processing import Processing
Processing.initialize()
before = set(sys.modules)  # QGIS 3.40 itself imports numpy
from socmap_plugin import classFactory
plugin = classFactory(None)
plugin.initGui()
provider = application.processingRegistry().providerById("socmap")
for algorithm in provider.algorithms():
    algorithm.canExecute()
    algorithm.shortHelpString()
print("imported", *sorted({{name.split(".")[0] for name in set(sys.modules) - before}}))
plugin.unload()
application.exitQgis()
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("imported "))
    imported = set(line.split()[1:])
    assert "socmap_plugin" in imported
    assert imported.isdisjoint(
        ["torch", "rasterio", "sklearn", "numpy", "scipy", "skops", "safetensors", "matplotlib", "dask", "distributed"]
    )


def test_expert_parameters_are_advanced(algorithm):
    advanced = {
        definition.name()
        for definition in algorithm("traincnnlstm").parameterDefinitions()
        if definition.flags() & Qgis.ProcessingParameterFlag.Advanced
    }
    assert {"LEARNING_RATE", "DROPOUT", "TUNE", "TUNING_GRID", "SEED", "DEVICE"} <= advanced
    assert not advanced & {"DATASET", "PRESET", "MEMBERS", "HYBRID", "MODEL"}


@pytest.mark.parametrize("name", ["crossvalidate", "predictsocraster"])
@pytest.mark.parametrize(
    ("address", "accepted"),
    [
        ("", True),
        (" tcp://host:8786 ", True),
        ("tls://10.0.0.7:8786", True),
        ("tcp://[::1]:8786", True),
        ("host:8786", False),
        ("http://host:8786", False),
        ("tcp://host", False),
        ("tcp://a host:8786", False),
    ],
)
def test_a_scheduler_is_an_address(algorithm, context, name, address, accepted):
    definition = algorithm(name).parameterDefinition("SCHEDULER")
    assert definition.flags() & Qgis.ProcessingParameterFlag.Advanced
    if accepted:
        refuse_bad_scheduler(algorithm(name), {"SCHEDULER": address}, context)
        return
    with pytest.raises(QgsProcessingException, match=r"^SCHEDULER is .*; give the address of a Dask scheduler such as"):
        refuse_bad_scheduler(algorithm(name), {"SCHEDULER": address}, context)


def test_dialogs_allow_what_job_files_allow(provider):
    """The limits are written beside the defaults of the jobs, and the dialogs take them from there."""
    names = {"memory_mb", "folds", "repeats", "block_size", "window", "cycle", "minimum", *AXES, "members", "trees"}
    checked = 0
    for algorithm in provider.algorithms():
        kind = JOBS.get(algorithm.name())
        owners = [kind, *(getattr(kind, name, None) for name in ("settings", "forest"))] if kind else []
        for definition in algorithm.parameterDefinitions():
            field = definition.name().lower()
            if not isinstance(definition, QgsProcessingParameterNumber) or field not in names:
                continue
            owner = next(one for one in owners if one and field in {item.name for item in dataclasses.fields(one)})
            allowed = limits(owner, field)
            assert (definition.minimum(), definition.maximum()) == (allowed.least, allowed.high), definition.name()
            checked += 1
    assert checked >= 18
