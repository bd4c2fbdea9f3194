"""How far long work is: told to a function while it goes on."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Told the share that is done, 0 to 1."""


def no_progress(_share: float) -> None:
    """Nobody looks at the progress."""


def part_of(progress: Progress, begin: float, end: float) -> Progress:
    """The progress of a part of the work that lies between two shares of the whole."""
    return lambda share: progress(begin + share * (end - begin))
