"""What the covariate check finds reaches the user: as warnings of the algorithm, and in the report."""

import html
import json
import subprocess
from pathlib import Path

from .conftest import ROOT, run

# The vegetation of the landscape as a product stores it, and a file of its elevation under another name.
UNSCALED = """
import sys, rasterio
folder, new = sys.argv[1:]
for name, other, factor in (("evi_area", "evi_mean", 100), ("elevation", "altitude", 1)):
    with rasterio.open(f"{folder}/{name}.tif") as file:
        profile, values, names = file.profile, file.read() * factor, file.descriptions
    with rasterio.open(f"{new}/{other}.tif", "w", **profile) as file:
        file.write(values)
        file.descriptions = [text.replace(name, other) for text in names]
"""


def test_findings_are_warnings_and_in_the_report(qgis_process, build_inputs, landscape, interpreter, tmp_path):
    subprocess.run([interpreter, "-c", UNSCALED, str(landscape), str(tmp_path)], cwd=ROOT, check=True)
    inputs = {
        **build_inputs,
        "STATIC": [*build_inputs["STATIC"], str(tmp_path / "altitude.tif")],
        "TEMPORAL": [*build_inputs["TEMPORAL"], str(tmp_path / "evi_mean.tif")],
        "DATASET": str(tmp_path / "d.npz"),
        "DROPPED": str(tmp_path / "d.gpkg"),
        "REPORT": str(tmp_path / "d.html"),
    }
    answer = run(qgis_process, "buildpatchdataset", inputs)
    warnings = json.loads(answer.said[answer.said.index("{") : answer.said.rindex("}") + 1])["log"]["warning"]
    found = [text.removeprefix("Covariate check: ") for text in warnings if text.startswith("Covariate check: ")]
    scale, twins, factor = found
    assert scale.startswith("evi_mean (")
    assert ": EVI, NDVI and the like are from -2 to 2, so these are integers of a product; multiply them" in scale
    assert twins.startswith("elevation = altitude: the same values under two names; leave one out")
    assert factor.startswith("evi_area and evi_mean: the correlation is 1")
    page = Path(answer.results["REPORT"]).read_text(encoding="utf-8")
    assert all(html.escape(text) in page for text in found)
