"""The red thread as part of a document: where it holds and breaks, or the thread of one starting point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from components import texts
from components.language import _, current
from components.plan import measures_words, priorities_words
from components.red_thread import attainments, words
from components.red_thread.overview import sentence
from components.red_thread.words import Book
from data.model.document import Block, Bullets, Document, Heading, Paragraph, ParagraphStyle, Span, Text
from data.model.people import Commune
from data.model.plan import Measure
from data.model.red_thread import FieldThreads, Knot, KnotKind


def document(book: Book, start: Knot | None, commune: Commune, made_on: date) -> Document:
    """The thread of a starting point, or without one the overview of all fields, as a document of its own."""
    blocks = overview_blocks(book) if start is None else thread_blocks(start, book)
    return Document(
        title=_("Roter Faden"),
        subtitle="" if start is None else f"{words.kind_name(start.kind)}: {words.name(start, book)}",
        language="en" if current() == "en" else "de",
        commune=commune.name,
        made_on=made_on,
        blocks=tuple(blocks),
        header=_("Von der Frage bis zum Ziel 2035"),
        mark=_("Beispieldaten") if commune.is_demo else "",
    )


def overview_blocks(book: Book) -> Iterator[Block]:
    """Where the threads hold and where they break, field by field; headings begin at level 1."""
    yield Paragraph(sentence(book.view.fields), ParagraphStyle.LEAD)
    yield from _basis(book)
    for field in book.view.fields:
        yield Heading(1, book.fields[field.field_key].title if field.field_key else _("Ohne Handlungsfeld"))
        if field.field_key in book.view.plan.targets:
            yield Paragraph(_("Ziel: {goal}", goal=words.goal(field.field_key, book)))
        elif field.field_key:
            yield Paragraph(_("Noch kein Ziel für 2035."))
        yield from _threads(field, book)


def thread_blocks(start: Knot, book: Book) -> Iterator[Block]:
    """Every station of a thread, in the order of reading; headings begin at level 1."""
    yield from _basis(book)
    for kind in KnotKind:
        found = book.view.thread.of_kind(start, kind)
        if found:
            yield Heading(1, words.kind_heading(kind, len(found)))
            yield Bullets(tuple(_item(knot, book) for knot in found))
        elif words.nothing(kind):
            yield Heading(1, words.kind_heading(kind, 1))
            yield Paragraph(words.nothing(kind))


def _basis(book: Book) -> Iterator[Block]:
    if book.view.plan.round_name:
        told = _("Antworten und Punkte (0 bis 100) aus der Runde {name}.", name=book.view.plan.round_name)
        yield Paragraph(told, ParagraphStyle.NOTE)


def _threads(field: FieldThreads, book: Book) -> Iterator[Block]:
    if field.unbroken:
        yield Heading(2, _("Durchgehend verbunden"))
        yield Bullets(tuple(_item(knot, book) for knot in field.unbroken))
    for kind, found in groupby(field.breaks, key=lambda each: each.kind):
        broken = list(found)
        yield Heading(2, words.breaks(kind, len(broken)))
        yield Bullets(tuple(words.name(each.knot, book) for each in broken))
    if not field.measures and not field.breaks:
        yield Paragraph(_("Ohne Maßnahme und ohne Bruch."))


def _item(knot: Knot, book: Book) -> Text:
    told = ". ".join(part[0].upper() + part[1:].rstrip(".") for part in _told(knot, book) if part)
    return (Span(words.name(knot, book), strong=True), Span(f": {told}." if told else ""))


def _told(knot: Knot, book: Book) -> Iterable[str]:
    plan = book.view.plan
    match knot.kind:
        case KnotKind.QUESTION:
            yield book.catalogue.places[knot.key].question.text
            if plan.round_name:
                yield _("Heute: {reply}", reply=texts.reply(plan.replies.get(knot.key), book.catalogue))
        case KnotKind.CRITERION:
            score = plan.scores.get(knot.key)
            is_scored = score is not None and score.percent is not None
            yield (
                _("{points} Punkte", points=texts.points(score.percent))
                if score and is_scored
                else _("noch nicht bewertet")
            )
        case KnotKind.DECISION:
            if (logged := book.decisions.get(knot.key)) is not None:
                yield logged.decision.text
                yield words.decided(logged)
        case KnotKind.PRIORITY:
            yield priorities_words.status(book.priorities[knot.key].status)
            yield book.priorities[knot.key].reason
        case KnotKind.MEASURE:
            yield from _measure(book.measures[knot.key], book)
        case KnotKind.GOAL:
            yield words.goal(knot.key, book)
        case KnotKind.MILESTONE:
            yield words.milestone(book.milestones[knot.key])
            yield book.milestones[knot.key].sentence
        case KnotKind.INDICATOR:
            yield words.value_of(book.indicators[knot.key])


def _measure(measure: Measure, book: Book) -> Iterator[str]:
    yield measures_words.status(measure.status)
    yield measure.responsible_unit
    yield measures_words.until(measure)
    yield words.expected(measure, measure.expected, book)
    outcome = book.view.outcomes.get(measure.id)
    if outcome is not None:
        yield attainments.summary(outcome)
        yield outcome.note.sentence if outcome.note else ""
