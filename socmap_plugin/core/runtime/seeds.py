"""The random numbers of a job: one seed, and what each draw is for.

Seed and purpose are the entropy of a `numpy.random.SeedSequence`, to which trailing zeros are nothing: (1, 2) and
(1, 2, 0) draw the same numbers. So a purpose is never 0, and what follows it has the same length in all its draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

# What a draw is for; the numbers are part of every result, so none is ever changed or used again.
FOLDS, VALIDATION_ROWS, BLOCKS, KNNDM, PREDICTION_AREA, IMPORTANCE = 1, 2, 3, 4, 5, 6
VARIOGRAM = 7
COVARIATE_WEIGHTS = 21
EFFECT_ROWS = 31
SAMPLE_CHECK, GATHERED_PLACES = 61, 62
VERDICT, CORRELOGRAM, ZONE_PIXELS, FRAME, PROPOSALS, SCATTER = 41, 42, 43, 44, 45, 46
STOCK, STOCK_PIXELS = 51, 52


def generator(*seed: int) -> np.random.Generator:
    """Return a generator for a seed and what it is for; other numbers give an independent one."""
    import numpy as np

    return np.random.default_rng(np.random.SeedSequence(seed))


def member_seed(*numbers: int) -> int:
    """Return the seed of a member from the job's seed and its place (repeat, fold, number)."""
    import numpy as np

    return int(np.random.SeedSequence(numbers).generate_state(1)[0])
