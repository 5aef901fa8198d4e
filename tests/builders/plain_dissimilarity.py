"""Dissimilarity as its definition says it, one pair of places after another: what the fast ways are held against."""

from __future__ import annotations

import numpy as np


def plain(rows, samples, weights, folds=None):
    """Return dissimilarity and distances of rows from samples, one by one; with folds the rows are the samples."""
    mean, spread = samples.mean(axis=0), samples.std(axis=0, ddof=1)
    place = (rows - mean) / spread * weights
    known = (samples - mean) / spread * weights
    pairs = [np.linalg.norm(a - b) for i, a in enumerate(known) for j, b in enumerate(known) if i != j]
    far = np.array([[np.linalg.norm(a - b) for b in known] for a in place]) / np.mean(pairs)
    if folds is not None:
        far[folds[:, None] == folds] = np.inf
    return far.min(axis=1), far
