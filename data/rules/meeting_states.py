"""The states of meetings and agenda items, and what may stand in them."""

from __future__ import annotations

from data.errors import Refused
from data.model.meetings import DecisionWish, Meeting, MeetingStatus, Task, Votes
from data.rules.plan_editing import FIRST_DAY, LAST_DAY

_S = MeetingStatus

MEETING_STEPS: dict[MeetingStatus, tuple[MeetingStatus, ...]] = {
    _S.PLANNED: (_S.RUNNING, _S.CANCELLED),
    _S.RUNNING: (_S.CLOSED, _S.PLANNED),
    _S.CLOSED: (),
    _S.CANCELLED: (_S.PLANNED,),
}
"""Where a meeting may go from where. A closed one stays closed: its minutes are frozen."""

LONGEST: dict[str, int] = {
    "title": 200,
    "place": 200,
    "chair": 200,
    "minute_taker": 200,
    "name": 200,
    "sentence": 500,
    "note": 20_000,
    "decision": 2_000,
    "task": 500,
    "unit": 200,
    "addendum": 2_000,
}
"""The longest text of each part."""

SHORTEST_MEETING, LONGEST_MEETING = 5, 24 * 60
MOST_ITEM_MINUTES = 8 * 60
MOST_ITEMS = 100
MOST_PARTICIPANTS = 200
MOST_VOTES = 100_000


def require_step(meeting: Meeting, to: MeetingStatus) -> None:
    """Raise Refused for a step that does not exist."""
    if to not in MEETING_STEPS[meeting.status]:
        raise Refused("meeting_step_impossible", title=meeting.title)


def require_changeable(meeting: Meeting) -> None:
    """Raise Refused for a meeting that is closed or cancelled."""
    if meeting.status not in (_S.PLANNED, _S.RUNNING):
        raise Refused("meeting_is_over", title=meeting.title)


def require_running(meeting: Meeting) -> None:
    """Raise Refused unless the meeting runs."""
    if meeting.status is not _S.RUNNING:
        raise Refused("meeting_not_running", title=meeting.title)


def require_text(part: str, text: str, *, empty: bool = False) -> None:
    """Raise Refused for a text that is too long, and for none where there must be one."""
    if len(text) > LONGEST[part]:
        raise Refused("meeting_text_too_long", longest=LONGEST[part])
    if not empty and not text.strip():
        raise Refused("meeting_text_needed", part=part)


def require_possible(meeting: Meeting) -> None:
    """Raise Refused for a meeting without title, too long a text, or a time that cannot be."""
    require_text("title", meeting.title)
    for part in ("place", "chair", "minute_taker"):
        require_text(part, getattr(meeting, part), empty=True)
    if not SHORTEST_MEETING <= meeting.minutes <= LONGEST_MEETING:
        raise Refused("meeting_minutes_impossible", fewest=SHORTEST_MEETING, most=LONGEST_MEETING)
    if not FIRST_DAY <= meeting.starts_at.date() <= LAST_DAY:
        raise Refused("plan_day_impossible", first=FIRST_DAY, last=LAST_DAY)


def require_possible_item(title: str, minutes: int) -> None:
    """Raise Refused for an item whose title or minutes cannot be."""
    require_text("title", title)
    require_possible_minutes(minutes)


def require_possible_minutes(minutes: int) -> None:
    """Raise Refused for minutes of an item that cannot be."""
    if not 0 <= minutes <= MOST_ITEM_MINUTES:
        raise Refused("meeting_minutes_impossible", fewest=0, most=MOST_ITEM_MINUTES)


def require_possible_decision(wish: DecisionWish) -> None:
    """Raise Refused for a decision without text, and for votes that cannot be."""
    require_text("decision", wish.text)
    if wish.votes is not None:
        _require_possible_votes(wish.votes)


def require_possible_task(task: Task) -> None:
    """Raise Refused for a task without text, and for days out of range."""
    require_text("task", task.text)
    require_text("unit", task.unit, empty=True)
    if any(day is not None and not FIRST_DAY <= day <= LAST_DAY for day in (task.due_on, task.done_on)):
        raise Refused("plan_day_impossible", first=FIRST_DAY, last=LAST_DAY)


def _require_possible_votes(votes: Votes) -> None:
    counted = (votes.yes, votes.no, votes.abstained)
    if any(not 0 <= count <= MOST_VOTES for count in counted) or sum(counted) == 0:
        raise Refused("votes_impossible", most=MOST_VOTES)
