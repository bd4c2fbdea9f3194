"""Made-up meetings of a steering group, and what tests do with them and ask about them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event, text

from data.model.meetings import (
    AgendaItem,
    Decision,
    DecisionWish,
    ItemKind,
    ItemState,
    Meeting,
    MeetingStatus,
    Votes,
)
from data.model.meetings_view import ItemView, MeetingView
from data.model.people import Person
from data.services import agendas, meeting_outcomes, meeting_views, meetings

STARTS = datetime(2026, 12, 8, 15, tzinfo=UTC)  # four in the afternoon in Germany
TODAY = date(2026, 12, 8)


def a_meeting(status: MeetingStatus = MeetingStatus.PLANNED, **changes: Any) -> Meeting:
    """A meeting that is planned, unless it is said otherwise."""
    values: dict[str, Any] = {
        "id": 1,
        "title": "Steuerungsgruppe",
        "starts_at": STARTS,
        "minutes": 90,
        "place": "Rathaus, Saal 2",
        "chair": "Leitung",
        "minute_taker": "Geschäftsstelle",
        "status": status,
        "sentence": "",
        "item_id": None,
        "began_at": None,
        "closed_at": None,
        "revision": 1,
    }
    return Meeting(**{**values, **changes})


def an_item(kind: ItemKind = ItemKind.FREE, subject_id: int | None = None, **changes: Any) -> AgendaItem:
    """An open item of meeting 1 that nobody came to yet."""
    values: dict[str, Any] = {
        "id": 1,
        "meeting_id": 1,
        "position": 1,
        "kind": kind,
        "title": "Verschiedenes",
        "subject_id": subject_id,
        "reasons": (),
        "minutes": 10,
        "state": ItemState.OPEN,
        "sentence": "",
        "postponed_from": None,
        "entered_at": None,
        "spent": 0,
    }
    return AgendaItem(**{**values, **changes})


def planned(acting: Person, *titles: str, weeks: int = 0) -> int:
    """Plan a meeting with these free items; `weeks` after the usual day."""
    meeting_id = meetings.add(acting, a_meeting(starts_at=STARTS + timedelta(weeks=weeks)))
    for title in titles:
        agendas.add_item(acting, meeting_id, title, 10)
    return meeting_id


def running(acting: Person, *titles: str, weeks: int = 0) -> int:
    """Plan a meeting with these free items and begin it."""
    meeting_id = planned(acting, *titles, weeks=weeks)
    meetings.begin(acting, meeting_id)
    return meeting_id


def about(acting: Person, meeting_id: int, kind: ItemKind, subject_id: int) -> AgendaItem:
    """Put what is proposed about a measure or priority on the agenda."""
    proposals = meeting_views.detail(acting, meeting_id, TODAY).proposals
    agendas.take_up(
        acting, meeting_id, [each for each in proposals if (each.kind, each.subject_id) == (kind, subject_id)]
    )
    return items(acting, meeting_id)[-1]


def view(acting: Person, meeting_id: int) -> MeetingView:
    """The meeting as its page shows it."""
    return meeting_views.detail(acting, meeting_id, TODAY)


def items(acting: Person, meeting_id: int) -> list[AgendaItem]:
    """The agenda in its order."""
    return [each.item for each in view(acting, meeting_id).items]


def item_view(acting: Person, meeting_id: int, position: int = 1) -> ItemView:
    """The item at this place of the agenda, with everything that belongs to it."""
    return view(acting, meeting_id).items[position - 1]


def decide(acting: Person, item_id: int, says: str = "So wird es gemacht.", **wish: Any) -> Decision:
    """Take a decision on the usual day."""
    return meeting_outcomes.decide(acting, item_id, DecisionWish(says, **wish), TODAY)


def waiting(acting: Person) -> list[str]:
    """The titles of the postponed items that wait."""
    return [each.title for each in meeting_views.overview(acting, TODAY).waiting]


def numbers(acting: Person) -> list[int]:
    """The numbers of all decisions, the first one first."""
    return [each.decision.number for each in meeting_views.decisions(acting)][::-1]


def frozen(on: Engine, meeting_id: int) -> str:
    """The minutes of a meeting letter by letter, as the database holds them."""
    with on.connect() as connection:
        return str(
            connection.execute(text("SELECT frozen FROM meeting WHERE id = :id"), {"id": meeting_id}).scalar_one()
        )


@contextmanager
def statements(on: Engine) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(on, "before_cursor_execute", note)
    yield found
    event.remove(on, "before_cursor_execute", note)


ACCEPTED, TIED, REJECTED = Votes(7, 2, 5), Votes(4, 4, 1), Votes(1, 3, 9)
