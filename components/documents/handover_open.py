"""What is open, as blocks of the hand-over: measures that need a look, disputes, tasks, postponed items, the round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from components import texts
from components.language import _, day, plural
from components.meetings import words as meeting_words
from components.plan import measures_words, priorities_words
from components.plan.measures_words import Look
from data.model.catalogue import Catalogue
from data.model.document import Block, Bullets, Column, ColumnKind, Heading, Paragraph, Span, Table, Text
from data.model.handover import Disputed, Handover
from data.model.measures_view import StatedMeasure
from data.model.self_check import SelfCheckStatus
from data.model.submission import SubmissionCheck

TYPED = ("title", "reason", "decision")
"""Parts of a priority that people write."""


def columns(*told: tuple[str, float] | tuple[str, float, bool]) -> tuple[Column, ...]:
    """Columns by title, share of the width, and whether they hold numbers."""
    return tuple(
        Column(each[0], ColumnKind.NUMBER if len(each) > 2 and each[2] else ColumnKind.TEXT, each[1]) for each in told
    )


def blocks(told: Handover, used: Catalogue, *, named: bool) -> Iterator[Block]:
    """The part "what is open"; `named`: whether people are named."""
    found = [
        *_measures(told),
        *_disputed(told, used, named),
        *_tasks(told),
        *_postponed(told),
        *_round(told),
        *_consent(told),
    ]
    yield from found or [
        Paragraph(_("Heute ist nichts offen: Nichts ist überfällig, blockiert, strittig oder vertagt."))
    ]


def _measures(told: Handover) -> Iterator[Block]:
    for look, title in (
        (Look.BLOCKED, _("Blockierte Maßnahmen")),
        (Look.OVERDUE, _("Überfällige Maßnahmen")),
        (Look.DECISION, _("Maßnahmen zur Entscheidung")),
        (Look.REVIEW, _("Maßnahmen zur Wiedervorlage")),
        (Look.LATE_STEPS, _("Maßnahmen mit späten Schritten")),
    ):
        found = [each for each in told.open.measures if _first_look(each) is look]
        if found:
            yield Heading(2, title)
            yield Bullets(tuple(_look(each, look) for each in found))


def _first_look(stated: StatedMeasure) -> Look:
    """The heading under which a measure stands: the most pressing reason; the others are told beside it."""
    found = measures_words.looks(stated)
    order = (Look.BLOCKED, Look.OVERDUE, Look.DECISION, Look.REVIEW, Look.LATE_STEPS)
    return next(look for look in order if look in found)


def _look(stated: StatedMeasure, under: Look) -> Text:
    measure = stated.measure
    told = []
    if measure.blocked_because and under is Look.BLOCKED:
        told.append(_("weil: „{reason}“", reason=measure.blocked_because))
    if measure.due_on:
        told.append(_("fällig am {day}", day=day(measure.due_on)))
    if measure.next_review_on and under in (Look.DECISION, Look.REVIEW):
        told.append(_("Wiedervorlage {day}", day=day(measure.next_review_on)))
    late = [step.title for step in measure.steps if step.done_on is None and step.due_on]
    if stated.attention.late_steps:
        told.append(
            plural(
                "ein später Schritt: {steps}",
                "{n} späte Schritte: {steps}",
                stated.attention.late_steps,
                steps=texts.listed([texts.in_quotes(title) for title in late[: stated.attention.late_steps]]),
            )
        )
    if measure.responsible_unit:
        told.append(_("zuständig: {unit}", unit=measure.responsible_unit))
    return (Span(measure.title, strong=True), Span(f" – {'; '.join(told)}" if told else ""))


def _disputed(told: Handover, used: Catalogue, named: bool) -> Iterator[Block]:
    if not told.open.disputed:
        return
    yield Heading(2, _("Strittige Angaben"))
    yield Table(
        "",
        columns((_("Wozu"), 2), (_("Angabe"), 1.2), (_("Gespeichert"), 2), (_("Vorgeschlagen"), 2)),
        tuple(_dispute(each, told, used, named) for each in told.open.disputed),
    )


def _dispute(disputed: Disputed, told: Handover, used: Catalogue, named: bool) -> tuple[Text, ...]:
    contest = disputed.contest
    part, both = contest.part, (contest.stored, contest.wished)
    if disputed.of_measure:
        name = measures_words.part_name(part)
        priorities = [group.priority for group in told.agreed.chosen if group.priority]
        values = [measures_words.plain_value(part, text, priorities) for text in both]
    else:
        name = priorities_words.part_name(part)
        named_parts = priorities_words.names([used], used.version)
        values = [
            text if text and part in TYPED else priorities_words.part_value(part, text, named_parts) for text in both
        ]
    by = f" ({contest.by})" if named and contest.by else ""
    return disputed.title, name, values[0], f"{values[1]}{by}"


def _tasks(told: Handover) -> Iterator[Block]:
    if not told.open.tasks:
        return
    yield Heading(2, _("Offene Aufgaben aus Sitzungen"))
    yield Table(
        "",
        columns((_("Aufgabe"), 3.4), (_("Zuständig"), 1.6), (_("Bis"), 1.4), (_("Aus der Sitzung"), 1.8)),
        tuple(
            (
                each.task.text,
                each.task.unit or "–",
                _due(each.task.due_on, each.overdue),
                _("{title}, {day}", title=each.meeting_title, day=day(each.given_at)),
            )
            for each in told.open.tasks
        ),
    )


def _due(due_on: date | None, overdue: bool) -> str:
    if due_on is None:
        return _("ohne Termin")
    return _("{day}, überfällig", day=day(due_on)) if overdue else day(due_on)


def _postponed(told: Handover) -> Iterator[Block]:
    if not told.open.postponed:
        return
    yield Heading(2, _("Vertagte Punkte"))
    yield Bullets(
        tuple(
            (
                Span(meeting_words.item_title(item.kind, item.title), strong=True),
                Span(f": {item.sentence}" if item.sentence else ""),
            )
            for item in told.open.postponed
        )
    )


def _round(told: Handover) -> Iterator[Block]:
    working_on = told.open.round
    if working_on is None:
        return
    coverage, name = working_on.coverage, working_on.self_check.round_name
    yield Heading(2, _("Die Runde in Arbeit: {name}", name=name))
    is_handed_in = working_on.self_check.status is SelfCheckStatus.HANDED_IN
    yield Paragraph(
        _("Sie liegt der Leitung zur Freigabe vor.") if is_handed_in else _("Die Antworten werden noch gesammelt.")
    )
    missing = [
        _(
            "{answered} von {applicable} zutreffenden Fragen sind beantwortet.",
            answered=coverage.answered,
            applicable=coverage.applicable,
        )
    ]
    if coverage.open:
        missing.append(plural("Eine Frage ist offen.", "{n} Fragen sind offen.", coverage.open))
    if coverage.not_known:
        missing.append(
            plural("Eine Antwort ist „nicht bekannt“.", "{n} Antworten sind „nicht bekannt“.", coverage.not_known)
        )
    if isinstance(working_on, SubmissionCheck):
        missing += _to_mend(working_on)
    yield Bullets(tuple(missing))


def _to_mend(checked: SubmissionCheck) -> Iterator[str]:
    if checked.unsettled:
        yield plural(
            "Zu einer Frage gibt es verschiedene Antworten.",
            "Zu {n} Fragen gibt es verschiedene Antworten.",
            len(checked.unsettled),
        )
    if checked.without_reason:
        yield plural(
            "Eine Antwort „nicht zutreffend“ braucht eine Begründung.",
            "{n} Antworten „nicht zutreffend“ brauchen eine Begründung.",
            len(checked.without_reason),
        )


def _consent(told: Handover) -> Iterator[Block]:
    if told.open.consent_undecided:
        yield Heading(2, _("Teilnahme am anonymen Vergleich"))
        yield Paragraph(_("Darüber ist noch nicht entschieden. Entscheiden kann die Leitung."))
