"""The hand-over as a document: one page for five minutes, then every part that was wished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from components.documents import handover_agreed, handover_open, handover_people, handover_standing
from components.documents import handover_words as words
from components.documents.handover_words import Names
from components.language import _, current, day, moment
from data.model.catalogue import Catalogue
from data.model.document import (
    Block,
    Bullets,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Span,
    Table,
)
from data.model.handover import Dated, Handover, HandoverPart, OwnWords

A_YEAR = timedelta(days=365)
NAMES_OF_OTHERS = frozenset({OwnWords.CALL_FIRST})
"""Texts that are there to name people: left out where no names are wished."""


@dataclass(frozen=True)
class Choice:
    """What the document shall hold: its parts, and whether people are named."""

    parts: frozenset[HandoverPart] = frozenset(HandoverPart)
    names: bool = True


def document(told: Handover, used: Catalogue, choice: Choice) -> Document:
    """The hand-over with the words of the session's language; `used` is the catalogue of `told` in that language."""
    return replace(cover(told), blocks=tuple(_blocks(told, used, choice)))


def cover(told: Handover) -> Document:
    """The document without what it says: title, commune, day and mark."""
    return Document(
        title=_("Übergabe"),
        subtitle=_("Weltoffene Kommune · Stand: {day}", day=day(told.today)),
        language="en" if current() == "en" else "de",
        commune=told.commune.name,
        made_on=told.today,
        blocks=(),
        header=_("Übergabe nach einer Wahl oder einem Wechsel im Amt"),
        footer=_("Eigene Fragen und Regeln dieses Projekts, nicht der offizielle Fragebogen „Weltoffene Kommune“"),
        mark=_("Beispieldaten") if told.commune.is_demo else "",
    )


def written(told: Handover, choice: Choice) -> tuple[OwnWords, ...]:
    """Which texts of the one who leaves the document holds."""
    return tuple(each.part for each in told.words.written if choice.names or each.part not in NAMES_OF_OTHERS)


def short_names(used: Catalogue) -> dict[str, str]:
    """The short titles of fields by key."""
    return {field.key: field.short_title for field in used.fields}


def _blocks(told: Handover, used: Catalogue, choice: Choice) -> Iterator[Block]:
    names = short_names(used)
    parts = [part for part in HandoverPart if part in choice.parts]
    yield from _first_page(told, names, parts)
    sections: Mapping[HandoverPart, Callable[[], Iterable[Block]]] = {
        HandoverPart.FIRST_STEPS: lambda: _first_steps(told, names),
        HandoverPart.STANDING: lambda: handover_standing.blocks(told, used),
        HandoverPart.AGREED: lambda: handover_agreed.blocks(told, used),
        HandoverPart.OPEN: lambda: handover_open.blocks(told, used, named=choice.names),
        HandoverPart.PEOPLE: lambda: handover_people.blocks(told, used, named=choice.names),
        HandoverPart.CALENDAR: lambda: _calendar(told, names),
        HandoverPart.WORDS: lambda: _words(told, choice),
    }
    for number, part in enumerate(parts, start=1):
        yield Heading(1, f"{number}. {words.part_title(part)}")
        yield from sections[part]()


def _first_page(told: Handover, names: Names, parts: list[HandoverPart]) -> Iterator[Block]:
    yield Heading(1, _("In fünf Minuten"))
    yield Paragraph(words.five_minutes(told, names), ParagraphStyle.LEAD)
    yield Heading(2, _("Das Dringendste zuerst"))
    if told.urgent:
        about = (words.urgent(each, names) for each in told.urgent)
        yield Bullets(
            tuple((Span(f"{title}: ", strong=True), Span(because)) for title, because in about), numbered=True
        )
    else:
        yield Paragraph(_("Heute drängt nichts."))
    yield Heading(2, _("Was wo steht"))
    yield Bullets(
        tuple(
            (Span(f"{words.part_title(part)}: ", strong=True), Span(words.part_summary(part, told))) for part in parts
        ),
        numbered=True,
    )
    yield Paragraph(
        _(
            "Die Fragen und Kriterien sind eigene Formulierungen dieses Projekts, nicht der offizielle Fragebogen von "
            "Bertelsmann Stiftung und PHINEO. Punkte gehen von 0 bis 100."
        ),
        ParagraphStyle.NOTE,
    )
    if told.commune.is_demo:
        yield Paragraph(_("Alle Angaben in diesem Dokument sind erfundene Beispieldaten."), ParagraphStyle.NOTE)
    yield PageBreak()


def _first_steps(told: Handover, names: Names) -> Iterator[Block]:
    yield Paragraph(_("Aus dem, was heute offen ist. Haken Sie ab, was getan ist."))
    for week, steps in groupby(told.first_steps, key=lambda step: step.week):
        yield Heading(2, words.week_title(week))
        yield from (Paragraph(f"☐ {words.first_step(step, names)}") for step in steps)


def _calendar(told: Handover, names: Names) -> Iterator[Block]:
    if not told.calendar:
        yield Paragraph(_("Bis {day} steht noch kein Termin fest.", day=day(told.today + A_YEAR)))
        return
    columns = handover_open.columns((_("Tag"), 1.1), (_("Was"), 4), (_("Wer oder wo"), 1.9))

    def quarter(entry: Dated) -> str:
        return _("{n}. Quartal {year}", n=(entry.day.month + 2) // 3, year=entry.day.year)

    for title, entries in groupby(told.calendar, key=quarter):
        yield Table(
            title, columns, tuple((day(each.day), words.dated(each, names), each.unit or "–") for each in entries)
        )


def _words(told: Handover, choice: Choice) -> Iterator[Block]:
    chosen = written(told, choice)
    if not chosen:
        yield Paragraph(_("Noch hat niemand etwas aufgeschrieben. Ein Gespräch vor dem Wechsel lohnt sich umso mehr."))
    for text in told.words.written:
        if text.part not in chosen:
            continue
        yield Heading(2, words.own_title(text.part))
        yield Paragraph(text.text)
        at = moment(text.at)
        told_by = _("{name}, {at}", name=text.by, at=at) if choice.names and text.by else at
        yield Paragraph(_("Zuletzt geändert: {who}", who=told_by), ParagraphStyle.NOTE)
