"""What the page of the meetings may ask for and store. Every call asks anew who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from components.plan.measures_desk import Edits
from data.model.document import Document
from data.model.measures_view import MeasureView
from data.model.meetings import AgendaItem, Decision, DecisionWish, ItemState, Meeting, Presence, ProposedItem, Task
from data.model.meetings_view import (
    LoggedDecision,
    MeetingStamp,
    MeetingsView,
    MeetingView,
    MinutesView,
    StatedTask,
)
from data.model.people import Commune
from data.model.plan import Measure, MeasureStatus, PriorityStatus


class Views(Protocol):
    """What can be read."""

    overview: Callable[[date], MeetingsView]
    detail: Callable[[int, date], MeetingView]
    stamp: Callable[[int], MeetingStamp]
    decisions: Callable[[], Sequence[LoggedDecision]]
    tasks: Callable[[date], Sequence[StatedTask]]


class Meetings(Protocol):
    """What can be done with a meeting."""

    draft: Callable[[str, datetime], Meeting]
    add: Callable[[Meeting], int]
    edit: Callable[[Meeting, Meeting], None]
    invite: Callable[[int, str], None]
    uninvite: Callable[[int, int], None]
    set_presence: Callable[[int, int, Presence], None]
    note_rest_present: Callable[[int], None]
    begin: Callable[[int], None]
    back_to_plan: Callable[[int], None]
    cancel: Callable[[int, str], None]
    reinstate: Callable[[int], None]
    close: Callable[[int], None]


class Agendas(Protocol):
    """What can be done with items of an agenda."""

    take_up: Callable[[int, Collection[ProposedItem]], int]
    add_item: Callable[[int, str, int], int]
    edit_item: Callable[[AgendaItem, str, int], None]
    put_in_order: Callable[[int, Collection[int]], None]
    remove_item: Callable[[int], None]
    go_to: Callable[[int], None]
    settle: Callable[[AgendaItem, ItemState, str], None]
    let_go: Callable[[int, str], None]


class Outcomes(Protocol):
    """What a running meeting leads to."""

    decide: Callable[[int, DecisionWish, date, MeasureStatus | PriorityStatus | None], Decision]
    change_decision: Callable[[Decision, DecisionWish], None]
    withdraw_decision: Callable[[Decision, str], None]
    give_task: Callable[[int, str, str, date | None], int]
    change_task: Callable[[Task, Task], None]
    remove_task: Callable[[Task], None]
    add_measure: Callable[[int, str, str], Measure]


class Minutes(Protocol):
    """The minutes of meetings that are closed."""

    minutes: Callable[[int], MinutesView]
    add_addendum: Callable[[int, str], None]


Columns = Sequence[tuple[str, float]]
Rows = Sequence[Sequence[str | int | date | None]]


@dataclass(frozen=True)
class Files:
    """What is made into files, at the click.

    `calendar` gets a meeting and its agenda, one item a line; `table` a title, columns with widths, rows, and the day.
    """

    calendar: Callable[[Meeting, str], bytes]
    docx: Callable[[Document], bytes]
    pdf: Callable[[Document], bytes]
    name: Callable[[Document, str], str]
    table: Callable[[str, Columns, Rows, date], bytes]


@dataclass(frozen=True)
class Desk:
    """The services; `today` is the day in Germany.

    `write_note` gets an item, the text, and what was seen. `measure` and `edits` are for one measure, `effect` is what
    it is expected to bring in words.
    """

    today: date
    commune: Commune
    views: Views
    meetings: Meetings
    agendas: Agendas
    outcomes: Outcomes
    minutes: Minutes
    write_note: Callable[[int, str, str], None]
    measure: Callable[[int], MeasureView]
    effect: Callable[[int], str]
    edits: Edits
    files: Files
