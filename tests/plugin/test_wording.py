"""Messages in the words of the dialog, and reports in those of the dialogs as well."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication

from socmap_plugin.core.settings.labels import LABELS
from socmap_plugin.wording import worded


@pytest.fixture
def window(monkeypatch):
    monkeypatch.setattr(QgsApplication, "platform", lambda: "desktop")


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("LOG_TARGET needs them; switch it off.", "“Learn the logarithm of the target” needs them; switch it off."),
        ("its logarithm (LOG_TARGET) may help", "its logarithm (“Learn the logarithm of the target”) may help"),
        ("raise MEMBERS, or EPOCHS.", "raise “Networks in the ensemble”, or “Epochs at most”."),
        ("CATEGORIES: there is no category soil.", "“Categories of covariates to use”: there is no category soil."),
        ("the file /data/MODEL/DATASET.npz", "the file /data/MODEL/DATASET.npz"),
        ("run it with SEED=2", "run it with SEED=2"),
        ("MODELS are others", "MODELS are others"),
    ],
)  # fmt: skip
def test_a_window_names_parameters_as_its_dialog_does(algorithm, window, message, shown):
    assert worded(algorithm("traincnnlstm"))(message) == shown


def test_a_script_is_told_the_names_it_has_to_write(algorithm):
    assert worded(algorithm("traincnnlstm"))("LOG_TARGET needs") == "LOG_TARGET needs"


def test_a_refusal_in_a_dialog_names_what_the_dialog_shows(algorithm, context, window):
    parameters = {"DATASET": "/nowhere.npz", "MODEL": "TEMPORARY_OUTPUT"}
    accepted, reason = algorithm("traincnnlstm").checkParameterValues(parameters, context)
    assert not accepted
    assert reason.startswith("“Patch dataset”: there is no file")


@pytest.mark.parametrize("name", ["traincnnlstm", "trainrandomforest", "crossvalidate"])
def test_reports_call_settings_as_the_dialogs_do(algorithm, name):
    made = algorithm(name)
    shown = {
        d.name().lower(): d.description().partition(" (empty")[0] for d in made.parameterDefinitions()
    }  # fmt: skip
    compared = {field: label for field, label in LABELS.items() if field in shown}
    assert len(compared) >= 4
    assert {field: shown[field] for field in compared} == compared
