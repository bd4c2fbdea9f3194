"""Where the own score stands among the peers, told from published quartiles only: never a rank."""

from __future__ import annotations

from data.model.benchmark import PeerFigure, Position, Standing
from data.model.result import Score

ABOUT = 5


def position(score: Score, figure: PeerFigure) -> Position | None:
    """The position in words, or None when the score or the quartiles are missing.

    Within 5 points of the median it is about in the middle. It is sure only if every score within the bounds would be
    told by the same word; otherwise missing answers could still change it (scoring.md, section 3).
    """
    if score.percent is None or figure.median is None or figure.q25 is None or figure.q75 is None:
        return None
    standing = _standing(score.percent, figure.q25, figure.median, figure.q75)
    # A higher score never stands lower: where both ends agree, all between them do.
    ends = [score.percent if end is None else end for end in (score.low, score.high)]
    sure = all(_standing(end, figure.q25, figure.median, figure.q75) is standing for end in ends)
    return Position(standing, presumably=not sure)


def _standing(percent: float, q25: int, median: int, q75: int) -> Standing:
    if abs(percent - median) <= ABOUT:
        return Standing.ABOUT_MIDDLE
    if percent > median:
        return Standing.TOP_QUARTER if percent > q75 else Standing.ABOVE_MIDDLE
    return Standing.BOTTOM_QUARTER if percent < q25 else Standing.BELOW_MIDDLE
