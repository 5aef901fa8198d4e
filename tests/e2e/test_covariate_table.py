"""The covariate table on its way: listed, edited, and built from, by qgis_process."""

import csv
import json
import subprocess

from .conftest import ROOT, run

SAME = """
import sys
import numpy as np
from pathlib import Path
from socmap_plugin.core.dataset.patch_dataset import load
one, other = (load(Path(name)) for name in sys.argv[1:])
assert (one.covariates, one.grid, one.header) == (other.covariates, other.grid, other.header)
for a, b in zip((one.static, *one.temporal), (other.static, *other.temporal), strict=True):
    assert a.tobytes() == b.tobytes()
"""
LABELS = """
import json, sys
from pathlib import Path
from socmap_plugin.core.dataset.patch_dataset import load
print(json.dumps(load(Path(sys.argv[1])).covariates.labels()))
"""


def test_listed_edited_and_built(qgis_process, build_inputs, interpreter, built, tmp_path):
    layers = {name: build_inputs[name] for name in ("STATIC", "TEMPORAL")}
    samples = {name: build_inputs[name] for name in ("SAMPLES", "TARGET")} | {"STRATA": "stratum"}
    table = tmp_path / "covariates.csv"
    answer = run(qgis_process, "listcovariates", {**layers, "TABLE": str(table)})
    assert answer.results["TABLE"] == str(table)
    plain = {**samples, "COVARIATE_TABLE": str(table), "DATASET": str(tmp_path / "d.npz"), "DROPPED": None}
    run(qgis_process, "buildpatchdataset", plain)
    code = [interpreter, "-c", SAME, built.results["DATASET"], str(tmp_path / "d.npz")]
    subprocess.run(code, cwd=ROOT, check=True)

    with open(table, newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["finding"] for row in rows} == {""}
    rows[0]["name"] = "height"
    rows[1]["role"] = "skip"
    with open(table, "w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    run(qgis_process, "buildpatchdataset", plain)
    done = subprocess.run(
        [interpreter, "-c", LABELS, str(tmp_path / "d.npz")], cwd=ROOT, check=True, capture_output=True, text=True
    )
    labels = json.loads(done.stdout)
    assert labels[:2] == ["height", "temperature"]

    rows[0]["role"] = "statik"
    with open(table, "w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    refused = qgis_process("buildpatchdataset", plain)
    assert refused.code
    assert "COVARIATE_TABLE, row 1: the role is statik; give static, temporal or skip." in refused.said
