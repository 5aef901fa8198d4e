"""The zip, installed into an empty profile of a real window, used there, and closed; and opened again."""

from __future__ import annotations

import pytest

from tests.builders.qgis_window import run_in_window
from tools import stage


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """Pack the plugin in a folder of the test's own."""
    monkeypatch.setattr(stage, "BUILD", tmp_path)
    monkeypatch.setattr(stage, "STAGED", tmp_path / stage.PACKAGE)
    stage.stage()
    return stage.pack()


@pytest.fixture
def empty_profile(environment, tmp_path):
    """Return the variables of a QGIS that has never been started and does not know the plugin."""
    variables = {name: value for name, value in environment.items() if name != "QGIS_PLUGINPATH"}
    return {**variables, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile")}


def ends_well(window) -> bool:
    assert window.code == 0, window.said
    assert "Traceback" not in window.said
    return True


@pytest.mark.gui
def test_installed_from_the_zip_used_and_closed(packed, empty_profile, build_inputs, tmp_path):
    dataset, model = str(tmp_path / "dataset.npz"), str(tmp_path / "forest.socmodel")
    chain = [
        ("socmap:buildpatchdataset", {**build_inputs, "DATASET": dataset, "DROPPED": "TEMPORARY_OUTPUT"}),
        ("socmap:trainrandomforest", {"DATASET": dataset, "TREES": 50, "MODEL": model}),
        ("socmap:predictsocraster", {"MODEL": model, "OUTPUT": str(tmp_path / "map.tif")}),
    ]
    installed = run_in_window("install_in_window.py", empty_profile, tmp_path, {"zip": str(packed), "chain": chain})
    assert ends_well(installed)
    assert "soc_mapping" in installed.found["algorithms"]
    assert len(installed.found["layers"]) == 2
    opened = run_in_window("install_in_window.py", empty_profile, tmp_path, {"zip": "", "chain": []})
    assert ends_well(opened)
    assert opened.found["algorithms"] == installed.found["algorithms"]
