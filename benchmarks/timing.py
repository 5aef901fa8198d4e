"""How the benchmarks time: variants in turn, so that whatever else the machine does meets all of them."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import torch

MATRIX = 1024  # of the product whose rate is the machine's best
PRODUCTS = 20  # timed, of which the median counts


def interleaved(variants: dict[str, Callable[[], float]], rounds: int) -> dict[str, np.ndarray]:
    """Time all variants in turn, several times over; the first round only warms up."""
    times = [[variant() for variant in variants.values()] for _ in range(rounds + 1)]
    return dict(zip(variants, np.array(times[1:]).T))


def spread(values: np.ndarray) -> str:
    """Return the median of some values, and the smallest and largest of them."""
    return f"{np.median(values):8.2f} ({values.min():.2f} to {values.max():.2f})"


def report(label: str, ratios: np.ndarray) -> float:
    """Print the spread of ratios, each taken within its round, and return their median."""
    print(f"{label:28}{spread(ratios)}", flush=True)
    return float(np.median(ratios))


def product_rate() -> float:
    """Return the operations a second of a matrix product, with as many threads as torch takes."""
    matrix = torch.randn(MATRIX, MATRIX)
    seconds = []
    for _ in range(PRODUCTS):
        started = time.perf_counter()
        torch.mm(matrix, matrix)
        seconds.append(time.perf_counter() - started)
    return 2 * MATRIX**3 / float(np.median(seconds))
