"""What was agreed, as blocks of the hand-over: priorities with their measures, the time plan, decisions in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from components import texts
from components.documents.handover_open import columns
from components.drawings import State, TimelineBar, timeline
from components.language import _, day, number, plural
from components.plan import measures_words, priorities_words
from data.model.catalogue import Catalogue
from data.model.document import Block, Bullets, Facts, Figure, Heading, Paragraph, Span, Table, Text
from data.model.handover import Handover, PriorityWithMeasures
from data.model.meetings_view import LoggedDecision
from data.model.plan import Measure, MeasureStatus, Priority

LOOKS: dict[MeasureStatus, State] = {
    MeasureStatus.PLANNED: "planned",
    MeasureStatus.RUNNING: "running",
    MeasureStatus.BLOCKED: "blocked",
    MeasureStatus.DONE: "done",
}


def blocks(told: Handover, used: Catalogue) -> Iterator[Block]:
    """The part "what was agreed"."""
    if not told.agreed.chosen:
        yield Paragraph(_("Noch ist kein Schwerpunkt vereinbart und keine Maßnahme angelegt."))
    for group in told.agreed.chosen:
        yield from _group(group, told, used)
    yield from _timeline(told)
    yield from _others(told)
    yield from _decisions(told.agreed.decisions)


def _group(group: PriorityWithMeasures, told: Handover, used: Catalogue) -> Iterator[Block]:
    priority = group.priority
    yield Heading(2, priority.title if priority else _("Maßnahmen ohne laufenden Schwerpunkt"))
    if priority:
        yield Facts(tuple(_facts(priority, told, used)))
    if not group.measures:
        yield Paragraph(_("Darunter steht noch keine Maßnahme."))
        return
    yield Table(
        "",
        columns(
            (_("Maßnahme und Kennzahl"), 3.3),
            (_("Stand"), 1),
            (_("Zuständig"), 2),
            (_("Termin"), 1.2),
            (_("Euro"), 0.9, True),
        ),
        tuple(_row(each.measure) for each in group.measures),
    )


def _facts(priority: Priority, told: Handover, used: Catalogue) -> Iterator[tuple[str, Text]]:
    titles = {criterion.key: criterion.title for criterion in used.criteria}
    yield _("Stand"), priorities_words.status(priority.status)
    yield _("Begründung"), priority.reason or "–"
    if priority.criteria:
        yield _("Kriterien"), texts.listed([titles.get(key, key) for key in priority.criteria])
    yield _("Ziel 2035"), _goal(priority, told, used)
    yield _("Beschluss"), priority.decision or _("noch nicht vermerkt")


def _goal(priority: Priority, told: Handover, used: Catalogue) -> str:
    field = next((field for field in used.fields if field.key == priority.field_key), None)
    if field is None:
        return _("noch keinem Handlungsfeld zugeordnet")
    on_its_way = told.standing.vision.field(field.key)
    if on_its_way is None or on_its_way.plan.target is None:
        return _("{field}: noch kein Ziel gesetzt", field=field.title)
    return _("{field}: {target} Punkte", field=field.title, target=on_its_way.plan.target)


def _row(measure: Measure) -> tuple[Text, ...]:
    name: list[Span] = [Span(measure.title, strong=True)]
    if measure.indicator:
        name.append(Span(f"\n{measure.indicator}"))
    if measure.decision:
        name.append(Span(f"\n{_decision(measure.decision)}", emphasis=True))
    return (
        tuple(name),
        measures_words.status(measure.status),
        measure.responsible_unit or "–",
        day(measure.due_on) if measure.due_on else _("ohne Termin"),
        "–" if measure.budget_euro is None else number(measure.budget_euro),
    )


def _decision(reference: str) -> str:
    """A reference that says what it is: 17/2026 does not, "Beschluss 2026/17" does."""
    word = _("Beschluss")
    return reference if reference.casefold().startswith(word.casefold()) else f"{word} {reference}"


def _timeline(told: Handover) -> Iterator[Block]:
    rows = []
    for measure in (each.measure for each in told.measures):
        look = LOOKS.get(measure.status)
        begins = measure.begins_on or measure.due_on
        if look and begins and measure.due_on and begins <= measure.due_on:
            status = measures_words.status(measure.status)
            word = _("{status}, bis {day}", status=status, day=day(measure.due_on))
            rows.append(TimelineBar(measure.title, begins, measure.due_on, word, look))
    if not rows:
        return
    rows.sort(key=lambda row: (row.begin, row.end))
    yield Heading(2, _("Maßnahmen im Zeitplan"))
    yield Figure(
        timeline(rows, today=told.today, today_word=_("heute")),
        "; ".join(f"{row.label}: {day(row.begin)} – {row.state_word}" for row in rows),
        _("Maßnahmen mit einem Termin, nach Quartalen"),
    )


def _others(told: Handover) -> Iterator[Block]:
    if told.agreed.proposed:
        yield Heading(2, _("Vorgeschlagen, noch nicht entschieden"))
        yield Bullets(tuple(_titled(each) for each in told.agreed.proposed))
    if told.agreed.ended:
        yield Heading(2, _("Erreicht oder beendet"))
        yield Bullets(tuple(f"{each.title} ({priorities_words.status(each.status)})" for each in told.agreed.ended))


def _titled(priority: Priority) -> Text:
    if not priority.reason.strip():
        return priority.title
    return (Span(f"{priority.title}: ", strong=True), Span(" ".join(priority.reason.split())))


def _decisions(found: Sequence[LoggedDecision]) -> Iterator[Block]:
    yield Heading(2, _("Geltende Beschlüsse"))
    if not found:
        yield Paragraph(_("Beschlüsse der Steuerungsgruppe sind hier noch nicht festgehalten."))
    for year, of_year in groupby(found, key=lambda each: each.decision.decided_on.year):
        taken = list(of_year)
        yield Table(
            plural("{year}: ein Beschluss", "{year}: {n} Beschlüsse", len(taken), year=year),
            columns((_("Nr."), 0.9), (_("Beschluss"), 4.6), (_("Beschlossen am"), 1.2)),
            tuple((each.decision.reference, each.decision.text, day(each.decision.decided_on)) for each in taken),
        )
