"""Annual EVI on the QGIS side: its job, what is unpacked for it, what it refuses, and the layers that it loads."""

from __future__ import annotations

import datetime
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)

from socmap_plugin.algorithms import base
from socmap_plugin.core.jobs.satellite import STATE_MASKS, AnnualEviJob
from socmap_plugin.core.products.modis import SINUSOIDAL_WKT, tile_bounds
from tests.builders.hdf_eos import write_tile
from tests.builders.refusals import assert_sentence, refusal

SIDE = 8
LAYERS = ("sur_refl_b01_1", "sur_refl_b02_1", "sur_refl_b03_1", "state_1km_1")


@pytest.fixture
def worked(monkeypatch, raster):
    """Take the job, look at the files to read, and write those that the worker would have written."""
    taken = []

    def work(job, run_folder, feedback):
        taken.append((job, {QgsRasterLayer(file.path, "").width() for file in job.files}))
        Path(job.folder).mkdir(exist_ok=True)
        shutil.copy(raster, Path(job.folder) / "evi-mean.tif")
        if job.count:
            shutil.copy(raster, job.count)
        return {"files": ["evi-mean.tif"]}

    monkeypatch.setattr(base, "run_job", work)
    monkeypatch.setenv("SOCMAP_PYTHON", sys.executable)
    return taken


@pytest.fixture
def tiles(tmp_path):
    """Daily tiles of two days in each of two years, side by side."""
    folder = tmp_path / "download"
    folder.mkdir()
    for year in (2010, 2011):
        for number in (1, 2):
            for tile in ((18, 3), (19, 3)):
                date = datetime.date(year, 1, number)
                layers = dict.fromkeys(LAYERS[:3], np.full((SIDE, SIDE), 500, np.int16))
                grids = {
                    "MODIS_Grid_1km_2D": {LAYERS[3]: np.full((SIDE // 2, SIDE // 2), 8, np.uint16)},
                    "MODIS_Grid_500m_2D": {**layers, "sur_refl_b07_1": layers[LAYERS[0]]},
                }
                name = f"MOD09GA.A{date:%Y%j}.h{tile[0]}v0{tile[1]}.061.2021123456789.hdf"
                write_tile(folder / name, grids, tile, dict.fromkeys(LAYERS[:3], -28672) | {LAYERS[3]: 65535})
    return folder


def test_the_job_of_a_folder_of_tiles(worked, run, tiles, tmp_path, context):
    folder, count = str(tmp_path / "evi"), str(tmp_path / "count.tif")
    parameters = {
        "INPUT": [str(tiles)],
        "EXTENT": "1,2,52,53 [EPSG:4326]",  # in h18v03
        "YEARS": "2010",
        "MASKED": ["cloudy", "high-aerosol"],
        "MINIMUM": 7,
        "FOLDER": folder,
        "COUNT": count,
    }
    results = run("annualevi", parameters)
    ((job, widths),) = worked
    assert sorted({Path(file.source).name for file in job.files}) == [
        "MOD09GA.A2010001.h18v03.061.2021123456789.hdf",
        "MOD09GA.A2010002.h18v03.061.2021123456789.hdf",
    ]
    assert sorted(file.layer for file in job.files) == sorted(2 * LAYERS)
    assert max(widths) < SIDE
    assert (job.masked, job.minimum, job.years) == (("cloudy", "high-aerosol"), 7, "2010")
    assert (job.extent.xmin, job.extent.ymax, job.folder, job.count) == (1, 53, folder, count)
    assert (results["FOLDER"], results["COUNT"]) == (folder, count)
    assert results["LAYERS"] == [str(tmp_path / "evi" / "evi-mean.tif")]
    assert not any(Path(file.path).exists() for file in job.files)  # what was unpacked is gone


def test_only_the_extent_is_unpacked(worked, run, tiles, tmp_path):
    xmin, _, xmax, ymax = tile_bounds((18, 3))
    pixel = (xmax - xmin) / SIDE
    # inside the fourth column and the second row, so far that the margin does not reach another pixel
    box = QgsRectangle(xmin + 3.2 * pixel, ymax - 1.8 * pixel, xmin + 3.8 * pixel, ymax - 1.2 * pixel)
    sinusoidal = QgsReferencedRectangle(box, QgsCoordinateReferenceSystem.fromWkt(SINUSOIDAL_WKT))
    run("annualevi", {"INPUT": [str(tiles)], "EXTENT": sinusoidal, "FOLDER": str(tmp_path / "evi")})
    ((job, widths),) = worked
    assert {Path(file.source).name[17:23] for file in job.files} == {"h18v03"}
    assert widths == {1}


def test_defaults_are_those_of_the_job(worked, run, tiles, tmp_path):
    results = run("annualevi", {"INPUT": [str(tiles)], "FOLDER": str(tmp_path / "evi")})
    ((job, _),) = worked
    assert job.masked == AnnualEviJob((), "").masked
    assert (job.minimum, job.years, job.extent, job.count) == (1, "", None, "")
    assert len(job.files) == 8 * 4
    assert "COUNT" not in results


@pytest.mark.parametrize(
    ("masked", "expected"), [([], ()), ("shadow,snow", ("shadow", "snow")), (list(STATE_MASKS), STATE_MASKS)]
)
def test_any_conditions_may_be_masked(worked, run, tiles, tmp_path, masked, expected):
    run("annualevi", {"INPUT": [str(tiles)], "MASKED": masked, "FOLDER": str(tmp_path / "evi")})
    assert worked[0][0].masked == expected


def test_the_means_are_loaded_and_shown_by_their_first_band(worked, run, tiles, tmp_path, context, feedback):
    run("annualevi", {"INPUT": [str(tiles)], "FOLDER": str(tmp_path / "greenness")})
    ((path, details),) = context.layersToLoadOnCompletion().items()
    assert (Path(path).name, details.name, details.groupName) == ("evi-mean.tif", "evi-mean", "greenness")
    layer = QgsRasterLayer(path, details.name)
    details.postProcessor().postProcessLayer(layer, context, feedback)
    assert layer.renderer().type() == "singlebandpseudocolor"


def test_nothing_is_unpacked_after_a_cancel(worked, algorithm, context, feedback, tiles, tmp_path):
    feedback.cancel()
    with pytest.raises(QgsProcessingException, match="The job was cancelled; nothing was written under a final name"):
        algorithm("annualevi").run(
            {"INPUT": [str(tiles)], "FOLDER": str(tmp_path / "evi")}, context, feedback, {}, False
        )
    assert worked == []
    assert not (tmp_path / "evi").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"YEARS": "soon"}, "YEARS: The years are 'soon'; write them as in 2002-2011", id="years"),
        pytest.param({"MINIMUM": 0}, r"MINIMUM .* is 0; give a number from 1 to 366", id="minimum"),
        pytest.param({"INPUT": ["/no/such.hdf"]}, "INPUT: there is no file or folder /no/such.hdf", id="no file"),
        pytest.param({"EXTENT": "1,1,2,2 [EPSG:4326]"}, "EXTENT: .* has no area; draw a rectangle", id="no area"),
        pytest.param({"FOLDER": "/no/folder/evi"}, "FOLDER: .*/no/folder.* does not exist; create it", id="folder"),
        pytest.param({"COUNT": "/tmp/count.png"}, "COUNT is count.png; the map is a GeoTIFF", id="format"),
    ],
)
def test_bad_input_is_one_sentence(algorithm, context, tiles, tmp_path, change, message):
    parameters = {"INPUT": [str(tiles)], "FOLDER": str(tmp_path / "evi"), **change}
    assert_sentence(refusal(algorithm, context, parameters, "annualevi"), message)


@pytest.mark.parametrize(
    "change", [{"YEARS": "2003"}, {"EXTENT": "100,101,52,53 [EPSG:4326]"}], ids=["years", "extent"]
)
def test_tiles_of_other_years_and_places_only(worked, algorithm, context, tiles, tmp_path, feedback, change):
    parameters = {"INPUT": [str(tiles)], "FOLDER": str(tmp_path / "evi"), **change}
    _, succeeded = algorithm("annualevi").run(parameters, context, feedback, {}, False)
    assert not succeeded
    assert any("None of the 8 tiles is of the years and the extent" in text for text in feedback.texts("error"))
    assert worked == []
