"""Whether patches that are turned in training hide a direction that only elevations could tell."""

from __future__ import annotations

from ..runtime.progress import Progress
from .covariate_list import Covariates
from .words import has_word

_ELEVATION = ("dem", "dtm", "dsm", "dgm", "mnt", "srtm", "gdem", "nasadem", "elev", "elevation", "altitude?")
_DIRECTION = (
    "aspect", "northness", "eastness", "northing", "easting", "dah", "heat-?load", "hill-?shad(?:e|ing)", "exposition",
    "wind-?(?:effect|exposition)", "srad", "radiation", "insolation",
)  # fmt: skip


def warn_of_hidden_direction(covariates: Covariates, window_px: int, progress: Progress) -> None:
    """Warn where networks learn from turned patches of `window_px` pixels what only their direction tells.

    A patch of elevations says where a slope faces, and no longer does when it is turned and mirrored.
    """
    names = [item.name for item in covariates.static]
    elevation = next((name for name in names if has_word(name, _ELEVATION)), "")
    if not elevation or window_px < 2 or any(has_word(name, _DIRECTION) for name in names):
        return
    progress.warn(
        f"Patches are turned and mirrored in training, so {elevation!r} cannot tell the networks where a slope faces; "
        "if the target depends on that, add northness and eastness (Terrain Covariates makes them), or set AUGMENT to "
        "false."
    )
