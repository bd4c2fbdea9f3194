"""The invitation to a meeting as a document: when, where, who, and the agenda with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from components.language import _, current, long_day
from components.meetings import words
from data.model.document import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Document,
    Facts,
    Heading,
    Paragraph,
    Span,
    Table,
    Text,
)
from data.model.meetings_view import ItemView, MeetingView
from data.model.people import Commune


def document(view: MeetingView, commune: Commune, today: date) -> Document:
    """The invitation as it stands on this day."""
    meeting = view.meeting
    return Document(
        title=_("Einladung"),
        subtitle=f"{meeting.title}, {long_day(meeting.starts_at)}",
        language="en" if current() == "en" else "de",
        commune=commune.name,
        made_on=today,
        blocks=tuple(_blocks(view, today)),
        footer=meeting.title,
        mark=_("Beispieldaten") if commune.is_demo else "",
    )


def _blocks(view: MeetingView, today: date) -> Iterator[Block]:
    meeting = view.meeting
    facts = ((_("Ort"), meeting.place), (_("Sitzungsleitung"), meeting.chair), (_("Protokoll"), meeting.minute_taker))
    yield Facts(((_("Zeit"), words.when(meeting)), *((label, value) for label, value in facts if value)))
    if view.participants:
        yield Heading(1, _("Eingeladen"))
        yield Bullets(tuple(each.name for each in view.participants))
    yield Heading(1, _("Tagesordnung"))
    if not view.items:
        yield Paragraph(_("Auf der Tagesordnung steht noch nichts."))
        return
    columns = (
        Column(_("Nr."), ColumnKind.NUMBER, 1),
        Column(_("Punkt"), share=9),
        Column(_("Minuten"), ColumnKind.NUMBER, 2),
    )
    rows = tuple(
        (str(number), _about(each, view, today), str(each.item.minutes)) for number, each in enumerate(view.items, 1)
    )
    yield Table("", columns, rows)


def _about(each: ItemView, view: MeetingView, today: date) -> Text:
    """The title, and below it why it is on the agenda."""
    title = Span(words.title_of(each.item, view), strong=True)
    told = "; ".join(words.reasons(each.item, view, today))
    return (title, Span(f"\n{told}")) if told else (title,)
