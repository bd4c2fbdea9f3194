"""What the page of the measures may ask for and store. Every call asks anew who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from components import incidents, notice
from components.notice import Notice
from components.questionnaire import redraw
from data.errors import ChangedMeanwhile, NotFound
from data.model.measures_view import MeasuresView, MeasureView
from data.model.plan import Contest, ManySaved, Measure, MeasureStatus, MeasureStep, PlanSaved


@dataclass(frozen=True)
class Edits:
    """How one measure is edited, on its own page and in a meeting."""

    edit: Callable[[Measure, Measure], PlanSaved]
    settle: Callable[[int, Contest, bool], None]
    set_status: Callable[[Measure, MeasureStatus, str], object]


@dataclass(frozen=True)
class Desk(Edits):
    """The services as callables of what only the page's parts know; `today` is the day in Germany."""

    today: date
    overview: Callable[[], MeasuresView]
    detail: Callable[[int], MeasureView]
    add: Callable[[str, int | None], Measure]
    edit_many: Callable[[Collection[Measure], Mapping[str, Any]], ManySaved]
    set_status_of_many: Callable[[Collection[Measure], MeasureStatus, str], int]
    remark: Callable[[int, str], None]
    add_step: Callable[[int, str, date | None], None]
    change_step: Callable[[int, MeasureStep, MeasureStep], None]
    remove_step: Callable[[int, MeasureStep], None]
    expect: Callable[[int, str, int | None, int | None], None]
    say_why: Callable[[int, int, str, int], None]


def click(place: str, action: Callable[..., object], *given: object) -> None:
    """Carry out a click that needs nothing afterwards. For callbacks."""
    tried(place, action, *given)


def tried(place: str, action: Callable[..., object], *given: object, otherwise: str = "", lost: str = "") -> bool:
    """Carry out a click; whether it was. Why not is told at a place, followed by `otherwise`. For callbacks.

    `lost` is told instead only where it was for something that is gone or stands otherwise, so that its field goes.
    """
    redraw.wanted(redraw.PAGE)
    try:
        action(*given)
    except Exception as error:  # whatever it is: what was not done must not look as if it was
        sentence = incidents.sentence(error)
        more = lost if lost and isinstance(error, (ChangedMeanwhile, NotFound)) else otherwise
        notice.tell(Notice(place, f"{sentence}\n\n{more}" if more else sentence, went_well=False))
        return False
    return True
