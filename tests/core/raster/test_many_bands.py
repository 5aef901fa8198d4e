"""A file can have 65,535 bands, and rasterio answers each question about bands for all of them: few are asked."""

from collections import Counter

import numpy as np

from socmap_plugin.core.raster import known_files, open_files
from tests.builders import rasters

BANDS = 40


class Counted:
    """An open raster that counts what is asked of it."""

    def __init__(self, raster, asked):
        self._raster, self._asked = raster, asked

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._raster.close()

    def __getattr__(self, name):
        self._asked[name] += 1
        return getattr(self._raster, name)


def test_the_questions_do_not_grow_with_the_bands(tmp_path, monkeypatch):
    layer = rasters.raster(tmp_path / "many.tif", np.zeros((BANDS, 2, 2), np.uint8))
    asked, opened = Counter(), open_files.opened
    monkeypatch.setattr(open_files, "opened", lambda layer: Counted(opened(layer), asked))
    bands = known_files.describe(layer)[1]
    assert len(bands) == BANDS
    assert max(asked.values()) < 5, asked
