"""The zip, installed into an empty profile of a real window, used there, and closed; and opened again."""

from __future__ import annotations

import pytest

from tests.builders.qgis_window import run_in_window


@pytest.mark.gui
def test_installed_from_the_zip_used_and_closed(packed, empty_profile, build_inputs, tmp_path):
    dataset, model = str(tmp_path / "dataset.npz"), str(tmp_path / "forest.socmodel")
    chain = [
        ("socmap:buildpatchdataset", {**build_inputs, "DATASET": dataset, "DROPPED": "TEMPORARY_OUTPUT"}),
        ("socmap:trainrandomforest", {"DATASET": dataset, "TREES": 50, "MODEL": model}),
        ("socmap:predictsocraster", {"MODEL": model, "OUTPUT": str(tmp_path / "map.tif")}),
    ]
    installed = run_in_window("install_in_window.py", empty_profile, tmp_path, {"zip": str(packed), "chain": chain})
    installed.has_ended_well()
    assert "soc_mapping" in installed.found["algorithms"]
    assert len(installed.found["layers"]) == 2
    opened = run_in_window("install_in_window.py", empty_profile, tmp_path, {"zip": "", "chain": []})
    opened.has_ended_well()
    assert opened.found["algorithms"] == installed.found["algorithms"]
