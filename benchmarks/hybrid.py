"""Cross-validated accuracy of the hybrid where the truth is a sum of a pointwise and a spatio-temporal part.

A hybrid is worth its name where it is never much worse than the better of its two parts, whatever the mixture.
"""

from __future__ import annotations

import numpy as np

from benchmarks.accuracy import SEEDS, cross_validated
from socmap_plugin.core.accuracy.comparison import REFERENCE
from tests.builders import landscapes

SHARES = (0.25, 0.5, 0.75)  # of the variance, from spatial context and temporal order
MODELS = ("cnnlstm", REFERENCE, "hybrid")


def measure() -> dict[str, float]:
    """Print a table and return the hybrid's RMSE by that of the better part, mean over the seeds of each landscape."""
    figures: dict[str, float] = {}
    print(f"{'context':10}{'seed':>5}" + "".join(f"{name:>12}" for name in MODELS) + f"{'weight':>10}{'ratio':>8}")
    for share in SHARES:
        ratios = []
        for seed in SEEDS:
            evaluation = cross_validated(landscapes.mixed_landscape(seed, share), seed, MODELS)
            network, forest, hybrid = (o.mean_score(evaluation.dataset.target, "rmse") for o in evaluation.outcomes)
            ratios.append(hybrid / min(network, forest))
            weight = evaluation.outcomes[-1].weights
            print(
                f"{share:<10.0%}{seed:5}{network:12.3f}{forest:12.3f}{hybrid:12.3f}"
                f"{0.0 if weight is None else weight.mean():10.2f}{ratios[-1]:8.3f}",
                flush=True,
            )
        figures[f"hybrid_vs_better_part_{share:.2f}"] = float(np.mean(ratios))
    for key, value in figures.items():
        print(f"{key:45}{value:8.3f}")
    return figures
