"""The tutorial in a real window, from Open the Demo to the validated map: no path is typed, QGIS dies at every step."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.builders.qgis_window import TOOLS, run_in_window

NETWORK = {"MEMBERS": 1, "EPOCHS": 20}
QUICK = {"crossvalidate": {"REPEATS": 1, "FOLDS": 3, **NETWORK}, "traincnnlstm": NETWORK}
# Each step, with what its dialog has to know of the one before, which another QGIS did that is dead now.
STEPS = (
    ("buildpatchdataset", "TARGET", '"SOM_A_hori" / 1.724'),
    ("crossvalidate", "DATASET", "xuancheng_dataset.npz"),
    ("traincnnlstm", "DATASET", "xuancheng_dataset.npz"),
    ("predictsocraster", "MODEL", "xuancheng_cnnlstm_model.socmodel"),
    ("validatemap", "MAP", "xuancheng_soc_map.tif"),
)
NEXT = {
    "buildpatchdataset": "Next: Cross-Validate, Train CNN-LSTM",
    "crossvalidate": "Next: Train CNN-LSTM, Train Random Forest",
    "traincnnlstm": "Next: Predict SOC Raster",
    "predictsocraster": "Next: Validate Map",
}


@pytest.mark.slow
@pytest.mark.gui
def test_the_next_dialog_knows_where_the_work_is_after_every_kill(qgis_process, environment, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    demo = home / "Documents" / "SOC Map demo"
    project, logs, layers = "", {}, {}
    for step, parameter, expected in STEPS:
        told = {"steps": [step], "open": project, "kill": True, "changed": QUICK}
        window = run_in_window(
            str(TOOLS / "tutorial_window.py"), {**environment, "HOME": str(home)}, tmp_path, told, limit_s=600
        )
        assert window.code in (-signal.SIGKILL, 128 + signal.SIGKILL), window.said
        found = window.found["steps"][step]
        assert Path(found["shown"][parameter]).name == Path(expected).name
        assert NEXT.get(step, "") in found["log"]
        logs[step], layers[step] = found["log"], window.found["layers"]
        project = str(demo / "xuancheng.qgz")
    made = {file.name for file in (demo / "SOC Map").iterdir() if not file.name.startswith(".")}
    assert {"xuancheng_dataset.npz", "xuancheng_validation_report.html", "xuancheng_soc_map.tif"} <= made
    assert "Map: minimum" in logs["predictsocraster"]
    assert "Samples: minimum" in logs["predictsocraster"]
    assert found["shown"]["POINTS"] == "xuancheng_validation_points"
    assert "62 points" in logs["validatemap"]
    # By its file, or by its output where that lies in the folder for temporary files, as it does here.
    area, soc, lower = (
        next(place for place, name in enumerate(layers["predictsocraster"]) if re.match(names, name))
        for names in ("xuancheng_soc_appl|Area of", "xuancheng_soc_map|Soil organic", "xuancheng_soc_lower|Lower")
    )
    assert area < soc < lower
    assert [line for line in window.found["panel"] if line.startswith("➜")] == []
