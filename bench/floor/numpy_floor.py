"""What computing a release costs at least: scores, sorting and sums of runs in a few lines of numpy, and plain hashing.

The lines know nothing of questions that do not apply, of the coverage a field needs, of rounding and of exactness; they
compute criteria and questions only. What the rules demand beyond them is measured apart: the keyed offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

MISSING = 999.0
APART = 1_000.0  # so that sorting keeps the cells apart


def scored(levels: NDArray[np.int8], criterion: NDArray[np.intp]) -> NDArray[np.float64]:
    """Scores of the criteria and questions of every sheet; `levels` are -1 where there is none."""
    missing = levels < 0
    one = np.zeros((levels.shape[1], criterion.max() + 1))
    one[np.arange(levels.shape[1]), criterion] = 1
    x, have = np.where(missing, 0, levels * 25.0), (~missing).astype(float)
    means = np.where(have @ one >= 0.5 * one.sum(0), (x @ one) / np.maximum(have @ one, 1), np.nan)
    return np.hstack([means, np.where(missing, np.nan, x)])


def summed(values: NDArray[np.float64], cell: NDArray[np.intp]) -> NDArray[np.float64]:
    """The sums of runs of three sorted values in every cell."""
    key = np.sort(np.nan_to_num(values, nan=MISSING) + cell[:, None] * APART, axis=0)
    size = np.bincount(cell)
    start = np.r_[0, np.cumsum(size)[:-1]]
    runs = [
        o + np.r_[0, np.cumsum([len(run) for run in np.array_split(np.arange(k), max(1, k // 3))])][:-1]
        for k, o in zip(size, start, strict=True)
    ]
    sums: NDArray[np.float64] = np.add.reduceat(key % APART, np.concatenate(runs), axis=0)
    return sums


def hashed(runs: Sequence[tuple[str, str, int]], key: bytes) -> list[bytes]:
    """The keyed offset of every run, one after the other: cell id, indicator id and number of the run."""
    return [
        blake2b(f"{cell}|{indicator}|{run}".encode(), key=key, digest_size=8).digest() for cell, indicator, run in runs
    ]
