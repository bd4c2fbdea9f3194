"""Charts of documents: values and texts in, a drawing of plain shapes out. No Streamlit, no file format.

Words stand above what they belong to and are broken into lines by a careful guess of their width, because the font that
a reader has is not known here. Nothing is told by colour alone.
"""

from components.drawings.bars import ScoreBar, score_bars
from components.drawings.dots import progress_dots
from components.drawings.path import PathWords, YearPoint, path_to_goal
from components.drawings.plan import State, TimelineBar, timeline

__all__ = [
    "PathWords",
    "ScoreBar",
    "State",
    "TimelineBar",
    "YearPoint",
    "path_to_goal",
    "progress_dots",
    "score_bars",
    "timeline",
]
