"""Reads the meetings of the demo's showcase: agendas, decisions, tasks, who was there; nothing in it is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import yaml

from data.content.demo import FOLDER
from data.model.calendar import TIME_ZONE
from data.model.meetings import (
    AgendaItem,
    DecisionWish,
    ItemKind,
    ItemState,
    Meeting,
    MeetingStatus,
    Participant,
    Presence,
    Reason,
    Task,
    Votes,
)


@dataclass(frozen=True)
class DemoItem:
    """An agenda item that is not stored yet.

    `subject` is the key of its priority or the title of its measure, `continues` the day of the meeting that postponed
    it. In `notes` each user name has its text; `decisions` have the sentence that withdrew them, empty for none.
    """

    item: AgendaItem
    subject: str
    continues: date | None
    notes: Mapping[str, str]
    decisions: tuple[tuple[DecisionWish, str], ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class DemoMeeting:
    """A meeting of the showcase that is not stored yet, on a day in Germany."""

    day: date
    meeting: Meeting
    participants: tuple[Participant, ...]
    items: tuple[DemoItem, ...]


@cache
def demo_meetings() -> tuple[DemoMeeting, ...]:
    """The meetings as they were written, the earliest first; every id in them is 0."""
    written = yaml.safe_load((FOLDER / "meetings.yaml").read_text(encoding="utf-8"))
    return tuple(_meeting(each, written) for each in written["meetings"])


def _meeting(written: Mapping[str, Any], usual: Mapping[str, Any]) -> DemoMeeting:
    begins = datetime.combine(written["day"], time.fromisoformat(usual["begins"]), TIME_ZONE).astimezone(UTC)
    status = MeetingStatus(written["status"])
    over = status is MeetingStatus.CLOSED
    meeting = Meeting(
        id=0,
        title=usual["title"],
        starts_at=begins,
        minutes=usual["minutes"],
        place=usual["place"],
        chair=usual["chair"],
        minute_taker=usual["minute_taker"],
        status=status,
        sentence="",
        item_id=None,
        began_at=begins if over else None,
        closed_at=begins + timedelta(minutes=written["ran"]) if over else None,
        revision=1,
    )
    participants = tuple(
        Participant(0, name, presence) for presence in Presence for name in written.get(presence.value, ())
    )
    items = tuple(_item(each, position, over=over) for position, each in enumerate(written["items"], start=1))
    return DemoMeeting(written["day"], meeting, participants, items)


def _item(written: Mapping[str, Any], position: int, *, over: bool) -> DemoItem:
    item = AgendaItem(
        id=0,
        meeting_id=0,
        position=position,
        kind=_kind(written),
        title=written.get("title", ""),
        subject_id=None,
        reasons=tuple(Reason(code) for code in written.get("reasons", ())),
        minutes=written["minutes"],
        state=ItemState(written.get("state", "discussed")) if over else ItemState.OPEN,
        sentence=written.get("sentence", ""),
        postponed_from=None,
        entered_at=None,
        spent=60 * written.get("spent", 0),
    )
    return DemoItem(
        item=item,
        subject=written.get("priority") or written.get("measure") or "",
        continues=written.get("continues"),
        notes={note["by"]: note["text"] for note in written.get("notes", ())},
        decisions=tuple(_decision(each) for each in written.get("decisions", ())),
        tasks=tuple(_task(each) for each in written.get("tasks", ())),
    )


def _kind(written: Mapping[str, Any]) -> ItemKind:
    if "priority" in written:
        return ItemKind.PRIORITY
    if "measure" in written:
        return ItemKind.MEASURE
    return ItemKind.MINUTES if "minutes_of_last" in written else ItemKind.FREE


def _decision(written: Mapping[str, Any]) -> tuple[DecisionWish, str]:
    wish = DecisionWish(written["text"], replaces=written.get("replaces"))
    counted = written.get("votes")
    return replace(wish, votes=Votes(*counted) if counted else None), written.get("withdrawn", "")


def _task(written: Mapping[str, Any]) -> Task:
    return Task(0, 0, 0, written["text"], written["unit"], written["due_on"], written.get("done_on"), None)
