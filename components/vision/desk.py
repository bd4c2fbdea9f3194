"""What the page of the vision may ask for and store. Every call asks anew who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.model.field_path import Demand
from data.model.plan import Contest
from data.model.vision import Indicator, Milestone, Reading, VisionContent
from data.model.vision_view import VisionView


@dataclass(frozen=True)
class Desk:
    """The services as callables of what only the page's parts know; `today` is the day in Germany.

    `set_goal` takes a field key, the points wished and those that stood there before, None for none.
    """

    today: date
    guide: VisionContent
    overview: Callable[[], VisionView]
    explore: Callable[[str, int, int], Demand | None]
    write: Callable[[str, str, str], bool]
    settle: Callable[[Contest, bool], None]
    set_goal: Callable[[str, int, int | None], None]
    set_milestone: Callable[[Milestone | None, Milestone], None]
    remove_milestone: Callable[[Milestone], None]
    add_indicator: Callable[[Indicator], Indicator]
    edit_indicator: Callable[[Indicator, Indicator], Indicator]
    set_removed: Callable[[int, bool], None]
    set_reading: Callable[[int, Reading | None, Reading], None]
    remove_reading: Callable[[int, Reading], None]
