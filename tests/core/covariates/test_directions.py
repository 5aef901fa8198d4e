from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.covariates.directions import warn_of_hidden_direction
from tests.builders.datasets import patch_dataset
from tests.builders.listener import Listener


def warned(covariates, window_px=3):
    progress = Listener()
    warn_of_hidden_direction(covariates, window_px, progress)
    return progress.warnings


def covariates(*names):
    return patch_dataset(np.zeros(4), {name: np.zeros((4, 3, 3)) for name in names}).covariates


@pytest.mark.parametrize("name", ["elev", "DEM", "srtm_v3", "elevation_2008", "altitude"])
def test_elevations_alone_hide_a_direction(name):
    (told,) = warned(covariates("twi", name))
    assert f"so {name!r} cannot tell the networks where a slope faces; if the target depends on that" in told


@pytest.mark.parametrize(
    "names",
    [
        ("twi", "temperature"),
        ("elev", "northness"),
        ("dem", "aspect_cos"),
        ("dem", "eastness"),
        ("dem", "hillshade"),
        ("dem", "wc2_srad"),
        (),
    ],
    ids=str,
)
def test_nothing_to_warn_of(names):
    assert warned(covariates(*names)) == []


def test_a_patch_of_one_pixel_has_no_direction():
    assert warned(covariates("elev"), window_px=1) == []
