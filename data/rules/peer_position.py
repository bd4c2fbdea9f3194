"""Where the own score stands among the peers, told from published quartiles only: never a rank."""

from __future__ import annotations

from data.model.benchmark import PeerFigure, Position, Standing
from data.model.result import Score

ABOUT = 5


def position(score: Score, figure: PeerFigure) -> Position | None:
    """The position in words, or None when the score or the quartiles are missing.

    Within 5 points of the median it is about in the middle. It is only presumable when the bounds of the score reach
    to the other side of the median: above is sure only if even the lowest possible score is (scoring.md, section 3).
    """
    if score.percent is None or figure.median is None or figure.q25 is None or figure.q75 is None:
        return None
    standing = _standing(score.percent, figure.q25, figure.median, figure.q75)
    above = standing in (Standing.ABOVE_MIDDLE, Standing.TOP_QUARTER)
    below = standing in (Standing.BELOW_MIDDLE, Standing.BOTTOM_QUARTER)
    low = score.percent if score.low is None else score.low
    high = score.percent if score.high is None else score.high
    sure = (not above or low > figure.median) and (not below or high < figure.median)
    return Position(standing, presumably=not sure)


def _standing(percent: float, q25: int, median: int, q75: int) -> Standing:
    if abs(percent - median) <= ABOUT:
        return Standing.ABOUT_MIDDLE
    if percent > median:
        return Standing.TOP_QUARTER if percent > q75 else Standing.ABOVE_MIDDLE
    return Standing.BOTTOM_QUARTER if percent < q25 else Standing.BELOW_MIDDLE
