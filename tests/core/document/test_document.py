"""Map Document: what the checks say of maps with known faults, the metadata that catalogues read, and the copy."""

from __future__ import annotations

import csv
import dataclasses
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.warp

from socmap_plugin.core.dataset import patch_dataset
from socmap_plugin.core.document.iso import GCO, GMD, GML
from socmap_plugin.core.document.run import run
from socmap_plugin.core.document.sentences import read_accuracy
from socmap_plugin.core.jobs.areas import MapDocumentJob, MapWords
from socmap_plugin.core.jobs.models import ForestSettings, TrainForestJob
from socmap_plugin.core.models import train
from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters

SHAPE, NODATA = (30, 40), -9999.0
WORDS = MapWords(
    "Carbon of the ploughed layer <30 cm & more", "0-30 cm", "g/kg", "2002-2011", "Soil Survey", "a@b.example",
    "CC BY 4.0", "Samples of the survey", "1.0", "By kriging.", date="2026-11-25", software="SOC Map",
)  # fmt: skip
VALIDATED = """measure,value,standard_error,lower_95,upper_95,points,design
rmse,5.7,0.7,4.2,7.8,50,stratified
r2,0.31,0.2,-0.1,0.6,50,stratified
"""
CROSS_VALIDATED = """group,model,repeat,n,rmse,r2,mae,bias,picp90
climate,forest,1,140,5,0.5,4,0,0.9
climate + terrain,forest,1,140,6,0.2,4,0.1,0.88
climate + terrain,forest,2,140,7,0.3,4,0.3,0.92
climate + terrain,cnnlstm,1,140,4,0.6,3,0,0.9
"""


def values_of_map():
    values = np.linspace(5, 40, SHAPE[0] * SHAPE[1], dtype=np.float32).reshape(SHAPE)
    values[:4] = values[:, :7] = NODATA
    return values


@pytest.fixture
def job(tmp_path):
    """A map with limits and area of applicability, of which nothing is wrong."""
    values = values_of_map()
    there = values != NODATA
    made = {
        name: rasters.raster(tmp_path / f"{name}.tif", np.where(there, layer, NODATA).astype(np.float32), nodata=NODATA,
                             units=["g/kg"], names=["predicted SOC"])
        for name, layer in (("soc", values), ("lower", values - 2), ("upper", values + 3), ("aoa", values < 30))
    }  # fmt: skip
    files = {name: str(tmp_path / f"out.{name}") for name in ("checks", "metadata")}
    return MapDocumentJob(
        made["soc"], words=WORDS, lower=made["lower"], upper=made["upper"], aoa=made["aoa"], **files,
        copy=str(tmp_path / "copy.tif"), width=str(tmp_path / "width.tif"),
    )  # fmt: skip


def outcomes(job):
    """Run a job; the outcome and what was found of each check, and the result."""
    result = run(job, Progress())
    with open(job.checks, newline="", encoding="utf-8") as stream:
        return {row["check"]: (row["outcome"], row["found"]) for row in csv.DictReader(stream)}, result


def test_a_map_of_which_nothing_is_wrong(job):
    checks, result = outcomes(dataclasses.replace(job, words=dataclasses.replace(WORDS, accuracy="RMSE 5 g/kg.")))
    assert {name for name, (outcome, _) in checks.items() if outcome != "pass"} == {"file name"}
    assert checks["file name"][0] == "not checked"
    assert (result["failed"], result["unit"], result["accuracy"]) == (0, "g/kg", "RMSE 5 g/kg.")
    values = values_of_map()
    valid = values[values != NODATA]
    assert result["numbers"]["minimum"] == valid.min()
    assert result["numbers"]["mean"] == pytest.approx(valid.mean(), rel=1e-6)
    assert result["numbers"]["mean_width"] == pytest.approx(5, rel=1e-6)
    assert result["numbers"]["inside_share"] == pytest.approx((valid < 30).mean())


def test_the_width_and_the_copy(job):
    before = {path: Path(path).read_bytes() for path in (job.map.path, job.lower.path)}
    run(job, Progress())
    assert {path: Path(path).read_bytes() for path in before} == before
    with rasterio.open(job.map.path) as source, rasterio.open(job.copy) as copy, rasterio.open(job.width) as width:
        assert np.array_equal(source.read(), copy.read())
        assert (copy.nodata, copy.units, copy.descriptions, copy.crs) == (
            source.nodata, source.units, source.descriptions, source.crs,
        )  # fmt: skip
        assert copy.tags()["TIFFTAG_DOCUMENTNAME"] == copy.tags()["TITLE"] == WORDS.title
        assert {"DEPTH": "0-30 cm", "PERIOD": "2002-2011", "LICENCE": "CC BY 4.0"}.items() <= copy.tags().items()
        assert copy.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        shown = width.read(1, masked=True)
        assert width.units == ("g/kg",)
        assert np.array_equal(shown.mask, source.read(1, masked=True).mask)
        assert np.allclose(shown.compressed(), 5, atol=1e-5)


def test_the_metadata_say_where_when_and_how_good(job, tmp_path):
    table = tmp_path / "validation.csv"
    table.write_text(VALIDATED)
    run(dataclasses.replace(job, validation=str(table)), Progress())
    root = ElementTree.parse(job.metadata).getroot()
    assert root.tag == f"{{{GMD}}}MD_Metadata"
    texts = [element.text for element in root.iter(f"{{{GCO}}}CharacterString")]
    assert {WORDS.title, "Soil Survey", "a@b.example", "CC BY 4.0", "32650", "Samples of the survey"} <= set(texts)
    box = [float(element.text) for element in root.iter(f"{{{GCO}}}Decimal")]
    west, east, south, north = box
    with rasterio.open(job.map.path) as source:
        left, top = source.transform * (7, 4)  # rows and columns before have no value
    (x,), (y,) = rasterio.warp.transform(rasters.UTM, "EPSG:4326", [left], [top])[:2]
    assert (west, north) == (pytest.approx(x, abs=5e-4), pytest.approx(y, abs=5e-4))
    assert west < east < west + 0.1
    assert north - 0.1 < south < north
    period = root.find(f".//{{{GML}}}TimePeriod")
    assert [child.text for child in period] == ["2002", "2011"]
    measured = [element.text for element in root.iter(f"{{{GCO}}}Record")]
    assert measured == ["5.7", "0.31"]
    assert any(text.startswith("Validated with 50 independent points (a stratified random sample)") for text in texts)


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"words": dataclasses.replace(WORDS, unit="%")}, "units"),
        ({"words": dataclasses.replace(WORDS, unit="m")}, "units"),
        ({"words": dataclasses.replace(WORDS, licence="")}, "metadata"),
        ({"lower": None, "upper": None, "width": ""}, "uncertainty"),
        ({"naming": "gsnmap"}, "projection"),
        ({"naming": "gsnmap"}, "resolution"),
        ({"naming": "gsocseq"}, "file name"),
        ({"naming": "gsocseq", "words": dataclasses.replace(WORDS, depth="0-20 cm")}, "depth"),
    ],
)
def test_a_fault_is_found(job, change, check):
    checks, _ = outcomes(dataclasses.replace(job, **change))
    assert checks[check][0] == "fail"


def test_faults_in_the_pixels_are_found(job, tmp_path):
    values = values_of_map()
    values[10, 10], values[11, 11], values[12, 12] = -32768, 900, 4
    upper = np.where(values == NODATA, NODATA, values).astype(np.float32)
    upper[20, 20], upper[21, 21] = 1, NODATA
    soc = rasters.raster(tmp_path / "wrong.tif", values, nodata=NODATA, units=["g/kg"])
    shifted = rasters.raster(tmp_path / "high.tif", upper, nodata=NODATA, transform=rasters.north_up(90))
    aoa = rasters.raster(tmp_path / "classes.tif", np.full(SHAPE, 2, np.uint8))
    checks, _ = outcomes(dataclasses.replace(job, map=soc, upper=shifted, aoa=aoa))
    failed = {name for name, (outcome, _) in checks.items() if outcome == "fail"}
    assert {"nodata", "range", "uncertainty", "area of applicability", "same pixels"} <= failed
    assert "1 values look like fill values" in checks["nodata"][1]
    assert "high" in checks["same pixels"][1]


def test_a_map_as_the_global_one_wants_it(job, tmp_path):
    values = np.full(SHAPE, 3.5, np.float32)
    values[0] = np.nan
    degrees = rasterio.transform.from_origin(118, 31, 0.002246, 0.002246)
    soc = rasters.raster(tmp_path / "CHN_GSNmap_SOC_Map030.tif", values, "EPSG:4326", degrees, np.nan, units=["%"])
    job = dataclasses.replace(
        job, map=soc, lower=soc, upper=soc, aoa=None, naming="gsnmap", copy="",
        words=dataclasses.replace(WORDS, unit="", accuracy="Good.", method="m"),
    )  # fmt: skip
    checks, _ = outcomes(job)
    assert not [name for name, (outcome, _) in checks.items() if outcome != "pass"]


def test_the_name_is_that_of_the_copy_where_there_is_one(job, tmp_path):
    words = dataclasses.replace(WORDS, unit="g/kg")
    named = dataclasses.replace(job, naming="gsocseq", copy=str(tmp_path / "DEU_GSOCseq_T0_Map030.tif"), words=words)
    assert outcomes(named)[0]["file name"][0] == "pass"


# --- sentences --------------------------------------------------------------------------------------------------------


def test_the_sentences_are_of_the_model_and_its_covariates(job, small_dataset, tmp_path):
    patch_dataset.save(small_dataset, tmp_path / "d.npz")
    training = TrainForestJob(str(tmp_path / "d.npz"), str(tmp_path / "m.socmodel"), settings=ForestSettings(trees=30))
    train.run_forest(training, Progress())
    table = tmp_path / "metrics.csv"
    table.write_text(CROSS_VALIDATED)
    words = dataclasses.replace(WORDS, method="")
    _, result = outcomes(
        dataclasses.replace(job, words=words, model=str(tmp_path / "m.socmodel"), validation=str(table))
    )
    assert result["method"].startswith(
        "Digital soil mapping with a model of 30 trees (random forest) trained on 80 soil"
    )
    assert result["covariates"]
    assert "random forest with climate" in result["accuracy"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (VALIDATED, ["RMSE 5.7 g/kg (95 %: 4.2 to 7.8)", "R2 0.31"]),
        (CROSS_VALIDATED, ["CNN-LSTM with climate + terrain (140 samples, 1 repeat)", "RMSE 4 g/kg"]),
    ],
)
def test_the_sentence_on_accuracy(text, parts, tmp_path):
    (tmp_path / "t.csv").write_text(text)
    sentence = read_accuracy(str(tmp_path / "t.csv"), "g/kg", None).sentence
    assert all(part in sentence for part in parts), sentence


@pytest.mark.parametrize(
    ("text", "message"),
    [("a,b\n1,2\n", "has the columns a, b"), ("\0\0", "VALIDATION"), ("measure,value,points,design\n", "no measure")],
)
def test_a_table_without_measures_is_refused(text, message, tmp_path):
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(InputError, match=message):
        read_accuracy(str(tmp_path / "t.csv"), "g/kg", None)


def test_a_map_without_values_is_refused(job, tmp_path):
    empty = rasters.raster(tmp_path / "empty.tif", np.full(SHAPE, NODATA, np.float32), nodata=NODATA)
    with pytest.raises(InputError, match="has no value in any pixel"):
        run(dataclasses.replace(job, map=empty), Progress())
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(("out.", "copy", "."))]
