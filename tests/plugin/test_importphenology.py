"""Import Phenology in QGIS: what is refused, what its job holds, what is loaded; folders of rasters as covariates."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qgis.core import QgsProcessing, QgsProcessingUtils, QgsProject

from socmap_plugin.algorithms import base
from socmap_plugin.core.jobs.inputs import Extent
from socmap_plugin.core.products.modis import tile_bounds
from tests.builders import phenology_tiles
from tests.builders.gdal_rasters import write_raster
from tests.builders.refusals import assert_sentence, refusal

YEARS = (2002, 2003)


@pytest.fixture(scope="session")
def tiles(tmp_path_factory):
    pytest.importorskip("pyhdf", reason="pyhdf writes the HDF4 files of this test; run make env")
    folder = tmp_path_factory.mktemp("tiles")
    for year in YEARS:
        (folder / str(year)).mkdir()
        phenology_tiles.write_hdf4(folder / str(year), years=(year,))
    (folder / "README.txt").write_text("not a raster")
    return folder


@pytest.fixture
def appeears(tmp_path):
    folder = tmp_path / "appeears"
    folder.mkdir()
    write_raster(folder / "MCD12Q2.061_Greenup_0_doy2011001_aid0001.tif")
    return folder


@pytest.fixture
def taken(monkeypatch, captured):
    """Take the jobs, and how many files were there for them, and say which results there would be."""
    jobs = []

    def take(job, run_folder, feedback):
        assert all(Path(file.path).is_file() for file in job.files)
        jobs.append(job)
        return {"files": ["greenup.tif", "peak.tif"]}

    monkeypatch.setattr(base, "run_job", take)
    return jobs


def test_tiles_of_a_folder_are_unpacked_for_the_run(run, taken, tiles, tmp_path, feedback):
    results = run("importphenology", {"INPUT": [str(tiles)], "CYCLE": 2, "FOLDER": str(tmp_path / "out")})
    assert results["FOLDER"] == str(tmp_path / "out")
    assert results["LAYERS"] == [str(tmp_path / "out" / name) for name in ("greenup.tif", "peak.tif")]
    (job,) = taken
    names = {file.layer for file in job.files}
    assert {"Greenup_2", "EVI_Minimum_2", "NumCycles", "QA_Overall_2"} <= names
    assert "QA_Detailed_2" not in names
    assert len(job.files) == 12 * 2 * len(YEARS)
    assert {Path(file.source).parent.name for file in job.files} == {str(year) for year in YEARS}
    assert not any(Path(file.path).exists() for file in job.files)
    assert any("removed when this run ends" in text for text in feedback.texts("info"))


def test_quality_decides_which_layers_are_unpacked(run, taken, tiles, tmp_path):
    for settings, wanted in (
        ({"QUALITY": "poor"}, set()),
        ({"QUALITY_LAYER": "detailed"}, {"QA_Overall_1", "QA_Detailed_1"}),
    ):
        run("importphenology", {"INPUT": [str(tiles / "2002")], "FOLDER": str(tmp_path / "out"), **settings})
        assert {file.layer for file in taken[-1].files if file.layer.startswith("QA")} == wanted


def test_tiles_of_other_years_and_places_are_left_packed(run, taken, tiles, tmp_path, feedback):
    _, ymin, xmax, _ = tile_bounds(phenology_tiles.TILES[1])
    corner = f"{xmax - 90_000},{xmax - 50_000},{ymin + 50_000},{ymin + 90_000} [ESRI:54008]"
    run("importphenology", {"INPUT": [str(tiles)], "YEARS": "2003", "EXTENT": corner, "FOLDER": str(tmp_path / "o")})
    (job,) = taken
    assert {Path(file.source).name for file in job.files} == {phenology_tiles.file_name(2003, phenology_tiles.TILES[1])}
    assert isinstance(job.extent, Extent)
    assert job.years == "2003"
    assert "3 of 4 files are of other years or places." in feedback.texts("info")


def test_settings_reach_the_job(run, taken, appeears, tmp_path):
    file = str(next(appeears.iterdir()))
    run(
        "importphenology",
        {
            "INPUT": file,
            "QUALITY": "best",
            "DATE_ORIGIN": "years of 366 days",
            "CRS": "EPSG:32650",
            "FOLDER": str(tmp_path / "out"),
        },
    )
    (job,) = taken
    assert [(item.path, item.source, item.layer) for item in job.files] == [(file, file, "")]
    assert (job.quality, job.quality_layer, job.date_origin) == ("best", "overall", "years of 366 days")
    assert "32650" in job.crs_wkt
    assert (job.extent, job.years, job.folder) == (None, "", str(tmp_path / "out"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"INPUT": ["/nowhere"]}, "INPUT: there is no file or folder /nowhere"),
        ({"INPUT": []}, "INPUT names no file"),
        ({"YEARS": "last year"}, "YEARS: .*'last year'"),
        ({"CRS": "EPSG:1"}, "CRS: EPSG:1 is no CRS"),
        ({"CYCLE": 3}, "CYCLE .* from 1 to 2"),
        ({"EXTENT": "5,5,1,1 [EPSG:4326]"}, "EXTENT: .*no area"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_bad_parameters_are_refused(algorithm, context, appeears, tmp_path, changes, said):
    parameters = {"INPUT": [str(appeears)], "FOLDER": str(tmp_path / "out"), **changes}
    assert_sentence(refusal(algorithm, context, parameters, "importphenology"), said)


def test_bad_folders_are_refused(algorithm, context, appeears, raster, tmp_path):
    (tmp_path / "empty").mkdir()
    for changes, said in (
        ({"INPUT": [str(tmp_path / "empty")]}, "INPUT: the folder .*empty holds no file that ends in"),
        ({"FOLDER": str(appeears)}, "FOLDER and INPUT are the same folder"),
        ({"FOLDER": str(raster)}, "FOLDER: .* is a file; give the name of a folder"),
        ({"FOLDER": str(tmp_path / "no" / "where")}, "FOLDER: the folder .* does not exist"),
    ):
        parameters = {"INPUT": [str(appeears)], "FOLDER": str(tmp_path / "out"), **changes}
        assert_sentence(refusal(algorithm, context, parameters, "importphenology"), said)


@pytest.mark.parametrize("given", ["named", "dialog", "model"])
def test_results_are_loaded_as_one_group_but_not_those_of_a_model(
    algorithm, context, feedback, taken, appeears, tmp_path, given
):
    folder = {
        "named": str(tmp_path / "Ethiopia"),
        "dialog": QgsProcessing.TEMPORARY_OUTPUT,
        "model": QgsProcessingUtils.generateTempFilename("FOLDER", context),
    }[given]
    made = algorithm("importphenology")
    results, succeeded = made.run({"INPUT": [str(appeears)], "FOLDER": folder}, context, feedback)
    assert succeeded
    loaded = context.layersToLoadOnCompletion()
    assert sorted(loaded) == ([] if given == "model" else sorted(results["LAYERS"]))
    names = {"named": "Ethiopia", "dialog": "Phenology"}
    for path, details in loaded.items():
        assert (details.name, details.groupName, details.project) == (
            Path(path).stem,
            names[given],
            QgsProject.instance(),
        )
        assert details.postProcessor() in base.WorkerAlgorithm._post_processors


# --- a folder of rasters is what is in it -----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "covariates"
    place.mkdir()
    for name in ("peak", "greenup"):
        write_raster(place / f"{name}_2002.tif")
    (place / "peak_2002.tif.aux.xml").write_text("<PAMDataset/>")
    (place / ".peak.tif.0123456789abcdef.partial").mkdir()
    shutil.copy(place / "peak_2002.tif", place / ".peak.tif.0123456789abcdef.partial" / "dormancy_2002.tif")
    return place


@pytest.mark.parametrize("nested", [False, True], ids=["text", "list"])
def test_a_folder_stands_for_its_rasters(run, captured, build_parameters, folder, nested):
    given = [str(folder)] if nested else str(folder)
    run("buildpatchdataset", {**build_parameters, "STATIC": [], "TEMPORAL": given})
    (job,) = captured
    assert [layer.name for layer in job.temporal] == ["greenup_2002", "peak_2002"]
    assert [layer.path for layer in job.temporal] == [str(folder / f"{name}_2002.tif") for name in ("greenup", "peak")]


def test_a_folder_and_files_together(run, captured, build_parameters, folder, raster):
    run("buildpatchdataset", {**build_parameters, "STATIC": [str(raster), str(folder)]})
    (job,) = captured
    assert [layer.name for layer in job.static] == ["elevation", "greenup_2002", "peak_2002"]


def test_a_folder_without_rasters_is_refused(algorithm, context, build_parameters, tmp_path):
    (tmp_path / "empty").mkdir()
    parameters = {**build_parameters, "TEMPORAL": str(tmp_path / "empty")}
    assert_sentence(refusal(algorithm, context, parameters), "TEMPORAL: the folder .*empty holds no raster")
