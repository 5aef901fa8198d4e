"""A map that takes its time: cancelled and gone on with in a real window, and on a Dask cluster."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.builders.dask_cluster import DaskCluster
from tests.builders.qgis_window import map_in_window, run_in_window
from tests.e2e.conftest import inputs_of, run

SIZE_PX, MEMORY_MB = 900, 128  # four windows
MEMBERS = 6  # so many that the map takes seconds
CANCEL_S, ANSWER_S, NO_SCHEDULER_S, STOP_S = 2.0, 0.5, 10.0, 8.0  # what a user may have to wait


class LargeMap(NamedTuple):
    """The parameters of a map without its outputs, and its bytes as qgis_process makes it in one go."""

    inputs: dict[str, Any]
    whole: bytes

    def in_folder(self, folder: Path) -> dict[str, Any]:
        return {**self.inputs, "OUTPUT": str(folder / "map.tif")}


@pytest.fixture(scope="module")
def large(qgis_process, write_landscape, tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    files = {"DATASET": str(folder / "dataset.npz"), "MODEL": str(folder / "network.socmodel")}
    run(qgis_process, "buildpatchdataset", {**inputs_of(write_landscape(SIZE_PX)), "DATASET": files["DATASET"]})
    run(qgis_process, "traincnnlstm", {**files, "PRESET": "paper", "MEMBERS": MEMBERS, "EPOCHS": 2})
    inputs = {"MODEL": files["MODEL"], "MEMORY_MB": MEMORY_MB}
    run(qgis_process, "predictsocraster", {**inputs, "OUTPUT": str(folder / "whole.tif")})
    return LargeMap(inputs, (folder / "whole.tif").read_bytes())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.gui
def test_a_window_stays_alive_and_a_cancelled_map_goes_on(large, environment, tmp_path):
    output = tmp_path / "output"
    output.mkdir()
    found = map_in_window(environment, tmp_path, large.in_folder(output), cancel_at="window [34] of 4")
    assert found["cancel_s"] < CANCEL_S
    assert found["longest_wait_s"] < ANSWER_S
    cancelled, finished = found["logs"]
    assert "run the same job again, and it goes on there" in cancelled
    assert "of them were made by an earlier run" in finished
    assert "map" in found["layers"]  # a layer of a file that is not temporary has the file's name
    assert (output / "map.tif").read_bytes() == large.whole
    assert names(output) == ["map.tif"]


@pytest.mark.gui
@pytest.mark.parametrize("disable", [False, True], ids=["replaced", "switched off"])
def test_a_plugin_that_goes_while_it_maps_stops_its_map(large, packed, empty_profile, tmp_path, disable):
    output = tmp_path / "output"
    output.mkdir()
    told = {
        "zip": str(packed),
        "parameters": large.in_folder(output),
        "upgrade_at": "window [23] of 4",
        "disable": disable,
    }
    window = run_in_window("upgrade_in_window.py", empty_profile, tmp_path, told)
    window.has_ended_well()
    assert window.found["stop_s"] < STOP_S
    assert window.found["dialogs"] == 0
    assert window.found["log"] == ["SOC Map: Jobs cancelled because the plugin was switched off or replaced: 1."]
    if disable:
        assert not window.found["algorithms"]
    else:
        assert "predictsocraster" in window.found["algorithms"]
        assert (output / "map.tif").read_bytes() == large.whole


def test_a_cluster_makes_the_same_map(large, qgis_process, interpreter, tmp_path_factory, tmp_path):
    with DaskCluster(interpreter, tmp_path_factory.mktemp("cluster")) as cluster:
        cluster.add_workers(2)
        answer = run(qgis_process, "predictsocraster", {**large.in_folder(tmp_path), "SCHEDULER": cluster.address})
    assert any(cluster.address in line for line in answer.log)
    assert (tmp_path / "map.tif").read_bytes() == large.whole
    assert names(tmp_path) == ["map.tif"]


def test_a_scheduler_that_is_not_there_is_said_soon(large, qgis_process, tmp_path):
    started = time.monotonic()
    answer = qgis_process("predictsocraster", {**large.in_folder(tmp_path), "SCHEDULER": "tcp://127.0.0.1:9"})
    assert time.monotonic() - started < NO_SCHEDULER_S
    assert answer.code != 0
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in answer.said
    assert "Traceback" not in answer.said
