"""What is told of each knot on the thread, as Markdown with every typed sign shown as typed."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from components import texts
from components.language import _
from components.plain_text import escaped, quoted
from components.plan import measures_words, priorities_words
from components.red_thread import attainments, words
from components.red_thread.words import Book
from data.model.plan import Measure
from data.model.red_thread import Knot, KnotKind

LONGEST_REASON = 280


def told(knot: Knot, start: Knot, book: Book) -> str:
    """Everything that is told of a knot below its name, seen from the starting point."""
    match knot.kind:
        case KnotKind.QUESTION:
            lines = _question(knot, book)
        case KnotKind.CRITERION:
            lines = _criterion(knot, book)
        case KnotKind.DECISION:
            lines = _decision(knot, book)
        case KnotKind.PRIORITY:
            lines = _priority(knot, book)
        case KnotKind.MEASURE:
            lines = _measure(book.measures[knot.key], start, book)
        case KnotKind.GOAL:
            lines = iter([words.goal(knot.key, book)])
        case KnotKind.MILESTONE:
            lines = _milestone(knot, book)
        case KnotKind.INDICATOR:
            lines = iter([escaped(words.value_of(book.indicators[knot.key]))])
    return _together([line for line in lines if line])


def _together(lines: list[str]) -> str:
    """The lines below each other; a quotation stands apart from what is around it."""
    written = ""
    for line in lines:
        apart = line.startswith(">") or written.rpartition("\n")[2].startswith(">")
        written += ("\n\n" if apart else "  \n") * bool(written) + line
    return written


def _question(knot: Knot, book: Book) -> Iterator[str]:
    yield escaped(book.catalogue.places[knot.key].question.text)
    plan = book.view.plan
    if plan.round_name:
        reply = texts.reply(plan.replies.get(knot.key), book.catalogue)
        yield _("Heute: **{reply}**", reply=escaped(reply))
    else:
        yield _("Noch kein Ergebnis")


def _criterion(knot: Knot, book: Book) -> Iterator[str]:
    score = book.view.plan.scores.get(knot.key)
    if score is None or score.percent is None:
        yield _("noch nicht bewertet")
    else:
        points = texts.points(score.percent)
        yield _("**{points} Punkte** · {band}", points=points, band=texts.band_line(score, book.catalogue))


def _decision(knot: Knot, book: Book) -> Iterator[str]:
    logged = book.decisions.get(knot.key)
    if logged is None:
        yield _("Anderswo gefasst und hier vermerkt.")
        return
    yield quoted(logged.decision.text)
    yield f"{words.decided(logged)} · {escaped(logged.meeting_title)}"


def _priority(knot: Knot, book: Book) -> Iterator[str]:
    priority = book.priorities[knot.key]
    yield priorities_words.status_badge(priority.status)
    yield escaped(shorten(priority.reason, LONGEST_REASON, placeholder=" …"))


def _measure(measure: Measure, start: Knot, book: Book) -> Iterator[str]:
    about = [escaped(measure.responsible_unit), measures_words.until(measure)]
    yield f"{measures_words.status_badge(measure.status)} {' · '.join(part for part in about if part)}"
    asked = [start.key] if start.kind is KnotKind.QUESTION else measure.expected
    yield words.expected(measure, asked, book)
    outcome = book.view.outcomes.get(measure.id)
    if outcome is not None:
        yield escaped(attainments.summary(outcome))
        if outcome.note is not None:
            yield quoted(outcome.note.sentence)


def _milestone(knot: Knot, book: Book) -> Iterator[str]:
    yield words.milestone(book.milestones[knot.key])
    yield escaped(book.milestones[knot.key].sentence)
