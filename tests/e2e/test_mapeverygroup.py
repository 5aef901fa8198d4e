"""Map Every Group with the real worker."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import run


def test_a_script_maps_every_group(qgis_process, built, tmp_path):
    folder, picture = tmp_path / "maps", tmp_path / "all.png"
    inputs = {
        "DATASET": built.results["DATASET"], "MODELS": ["forest"], "TREES": 50, "FOLDER": str(folder),
        "PICTURE": str(picture),
    }  # fmt: skip
    made = run(qgis_process, "mapeverygroup", inputs)
    layers = [Path(layer).name for layer in made.results["LAYERS"]]
    assert layers[0] == "forest_1.tif"
    assert sorted(path.name for path in folder.iterdir()) == sorted(layers)
    assert picture.stat().st_size > 10_000
