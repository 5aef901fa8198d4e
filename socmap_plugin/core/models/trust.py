"""What a model knows of its own errors, and travels with it: calibrated intervals, and where its samples are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..applicability.space import CovariateSpace
from ..intervals.conformal import Calibration
from ..jobs.models import CALIBRATIONS

PREFIX = "trust."
_CALIBRATION, _SPACE = f"{PREFIX}calibration.", f"{PREFIX}space."


@dataclass(frozen=True)
class Trust:
    """Learnt from what models that had kept a sample back predicted of it.

    Attributes
    ----------
    scheme
        How the folds were made whose samples were kept back.
    calibration
        Of the intervals.
    space
        Of the samples, from which dissimilarity is measured.
    """

    scheme: str
    calibration: Calibration
    space: CovariateSpace

    def tensors(self) -> dict[str, NDArray[np.float64]]:
        """Return the arrays by name, in the shapes that their parts say, as a model file holds them."""
        return {
            **{f"{_CALIBRATION}{name}": array for name, array in self.calibration.arrays().items()},
            **{f"{_SPACE}{name}": array for name, array in self.space.arrays().items()},
        }

    def described(self) -> dict[str, Any]:
        """Return the rest, as the manifest of a model file holds it."""
        return {"scheme": self.scheme, **self.calibration.flags()}

    @classmethod
    def from_parts(cls, described: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]], variables: int) -> Trust:
        """Rebuild from a manifest's part and tensors of any shape, for a model of so many variables.

        Raises
        ------
        KeyError, TypeError, ValueError
            They do not make one.
        """
        if described["scheme"] not in CALIBRATIONS:
            raise ValueError(f"its intervals are calibrated by {described['scheme']!r}")
        return cls(
            described["scheme"],
            Calibration.from_parts(_without(tensors, _CALIBRATION), described),
            CovariateSpace.from_arrays(_without(tensors, _SPACE), variables),
        )


def _without(tensors: Mapping[str, NDArray[Any]], prefix: str) -> dict[str, NDArray[Any]]:
    return {name.removeprefix(prefix): array for name, array in tensors.items() if name.startswith(prefix)}
