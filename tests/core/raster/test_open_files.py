"""As many files stay open as there is room for, and all of them are read."""

import numpy as np

from socmap_plugin.core.dataset.build import build
from socmap_plugin.core.raster import open_files
from socmap_plugin.core.raster.open_files import Pool, PooledFile
from socmap_plugin.core.runtime.progress import Progress
from tests.builders import rasters


def test_more_files_than_there_is_room_for(tmp_path, monkeypatch):
    layers = [rasters.raster(tmp_path / f"{i}.tif", np.full((3, 3), i, np.float32)) for i in range(6)]
    opened = []
    original = open_files.opened
    monkeypatch.setattr(open_files, "opened", lambda layer: opened.append(layer.name) or original(layer))
    pool = Pool(room=3)
    files = [PooledFile(layer, pool) for layer in layers]
    for _ in range(2):
        for i, file in enumerate(files):
            with file.lent() as raster:
                assert raster.read(1)[0, 0] == i
        assert len(pool._idle) == 3
    assert opened == ["0", "1", "2", "3", "4", "5", "3", "4", "5"]  # those there is room for are read as they are
    for file in files:
        file.close()
    assert pool._idle == {}


# with all defaults: bands that were nodata in one place each, as one file and as several
def test_the_same_bands_as_one_file_and_as_two_give_the_same_dataset(tmp_path):
    (tmp_path / "made").mkdir()
    rng = np.random.default_rng(2)
    values = rng.normal(size=(2, 60, 60)).astype(np.float32)
    values[0, rng.random((60, 60)) < 0.05] = -9999
    place = {"transform": rasters.north_up(31, -40, 77), "nodata": -9999}
    both = rasters.raster(tmp_path / "made" / "both.tif", values, names=("slope", "elevation"), **place)
    apart = [
        rasters.raster(tmp_path / "made" / f"{name}.tif", band, **place)
        for name, band in zip(("slope", "elevation"), values, strict=True)
    ]
    reference = rasters.raster(tmp_path / "reference.tif", np.zeros((40, 40), np.float32))
    one, other = (
        build(rasters.build_job(folder, static=tuple(static), reference=reference), Progress())
        for folder, static in ((tmp_path, (both,)), (tmp_path, apart))
    )
    assert one[1] == other[1]  # the same samples are dropped
    np.testing.assert_array_equal(one[0].static, other[0].static)
    for first, second in zip(one[0].temporal, other[0].temporal, strict=True):
        np.testing.assert_array_equal(first, second)
