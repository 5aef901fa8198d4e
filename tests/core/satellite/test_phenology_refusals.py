"""Phenology that cannot be imported, each case named in one sentence; and results that appear whole or not at all."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from socmap_plugin.core.jobs.inputs import Extent, ProductFile
from socmap_plugin.core.jobs.satellite import ImportPhenologyJob
from socmap_plugin.core.products.modis import FILL, SINUSOIDAL_WKT
from socmap_plugin.core.runtime.errors import Cancelled, OutputError
from socmap_plugin.core.satellite.phenology import run
from tests.builders import rasters
from tests.builders.listener import Listener
from tests.builders.phenology_files import imported, refused, tile_files, write_bands


@pytest.fixture
def tiles(tmp_path):
    (tmp_path / "in").mkdir()
    return tile_files(tmp_path / "in")


@pytest.fixture
def job(tiles, tmp_path):
    return ImportPhenologyJob(tiles, str(tmp_path / "out"))


def without(files, *words):
    return tuple(file for file in files if not all(word in file.source + file.layer for word in words))


def test_a_missing_year_is_named(job):
    refused(dataclasses.replace(job, files=without(job.files, "A2003")), "from 2002 to 2004 and lack 2003")
    refused(dataclasses.replace(job, years="2004-2006"), "asks for 2005, 2006, for which there is no file")
    refused(dataclasses.replace(job, years="soon"), "'soon'")


def test_a_missing_layer_is_named(job):
    refused(dataclasses.replace(job, files=without(job.files, "A2003", "Peak")), "Peak is missing in 2003")
    refused(
        dataclasses.replace(job, files=without(job.files, "QA_Overall")), "QUALITY is fair and the layer QA_Overall"
    )
    run(dataclasses.replace(job, files=without(job.files, "QA_"), quality="poor"), Listener())


def test_a_missing_tile_is_named(job):
    refused(dataclasses.replace(job, files=without(job.files, "A2004", "h28")), "of 2004 lacks the tile h28v05")


def test_the_same_tile_twice_is_named(job):
    again = [dataclasses.replace(file, source=file.source.replace("2022", "2023")) for file in job.files[:1]]
    refused(dataclasses.replace(job, files=(*job.files, *again)), "both hold Greenup of 2002 for the tile h27v05")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [(".061.", ".006.", "version 061 and .* version 006"), ("MCD12Q2.A2004", "MOD09A1.A2004", "product MOD09A1"),
     ("MCD12Q2.A2004", "VNP22Q2.A2004", "")],
    ids=["version", "product", "other-phenology"],
)  # fmt: skip
def test_mixtures_are_named(job, old, new, said):
    files = [
        dataclasses.replace(file, source=file.source.replace(old, new)) if "A2004" in file.source else file
        for file in job.files
    ]
    if new.startswith("VNP"):
        files[-1] = dataclasses.replace(files[-1], layer="Onset_Greenness_Increase_1")
        said = "is MCD12Q2 and .* is VNP22Q2"
    refused(dataclasses.replace(job, files=tuple(files)), said)


def test_other_pixels_are_named(job, tmp_path):
    rasters.raster(tmp_path / "other.tif", np.zeros((4, 4), np.int16), nodata=FILL)
    moved = dataclasses.replace(job.files[0], path=str(tmp_path / "other.tif"))
    refused(dataclasses.replace(job, files=(moved, *job.files[1:])), "lacks the tile h27v05|does not lie on the pixels")


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"cycle": 3}, "cycle is 3"), ({"quality": "any"}, "'any'"), ({"files": ()}, "No files"),
     ({"extent": Extent(0, 0, 1, 1, SINUSOIDAL_WKT)}, "touches none of the files")],
    ids=["cycle", "quality", "files", "extent"],
)  # fmt: skip
def test_settings_are_refused(job, changes, said):
    refused(dataclasses.replace(job, **changes), said)


def test_nothing_recognised_is_named(job, tmp_path):
    layer = rasters.raster(tmp_path / "dem_2010.tif", np.zeros((3, 3), np.float32))
    strange = ProductFile(layer.path, layer.path)
    refused(dataclasses.replace(job, files=(strange,)), "None of the 1 files is recognised")
    told = Listener()
    run(dataclasses.replace(job, files=(*job.files, strange)), told)
    assert told.warnings == ["1 files are not recognised as phenology and passed over: dem_2010.tif."]


def test_own_results_and_scaled_exports_are_refused(job, tmp_path):
    run(job, Listener())
    own = str(Path(job.folder) / "greenup.tif")
    elsewhere = dataclasses.replace(job, folder=str(tmp_path / "b"))
    refused(dataclasses.replace(elsewhere, files=(ProductFile(own, own),)), "a result of Import Phenology")
    file = write_bands(tmp_path, "2010_01_01_EVI_Area_1", {"": np.array([[1.5, 2]], np.float32)})
    refused(dataclasses.replace(elsewhere, files=(file,), quality="poor"), "holds fractions of EVI_Area")


def test_a_damaged_file_is_named(job):
    Path(job.files[0].path).write_bytes(b"II*\0damaged")
    refused(job, "cannot be opened")


# --- whole results or none --------------------------------------------------------------------------------------------


def test_a_cancelled_import_leaves_nothing(job):
    folder = Path(job.folder)
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(Cancelled):
        run(job, Listener(cancel_at="evi-amplitude, window 1 of 1, 2004"))
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_results_replace_earlier_ones_and_leave_other_files(job):
    folder = Path(job.folder)
    run(job, Listener())
    (folder / "greenup.tif.aux.xml").write_text("statistics of the file before")
    told = Listener()
    files = tuple(file for file in job.files if file.layer != "Peak" and "A2004" not in file.source)
    run(dataclasses.replace(job, files=files), told)
    assert imported(folder)[0].shape[0] == 2
    assert not (folder / "greenup.tif.aux.xml").exists()
    assert imported(folder, "peak")[0].shape[0] == 3
    assert "also holds peak.tif" in told.warnings[0]


def test_a_result_does_not_replace_an_input(job, tmp_path):
    path = Path(job.folder) / "greenup.tif"
    path.parent.mkdir()
    Path(job.files[0].path).rename(path)
    files = (dataclasses.replace(job.files[0], path=str(path)), *job.files[1:])
    before = path.read_bytes()
    with pytest.raises(OutputError, match="greenup.tif would overwrite an input or another result"):
        run(dataclasses.replace(job, files=files), Listener())
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == ["greenup.tif"]
