"""Who knows what, as blocks of the hand-over: units, last meetings, accounts, who answered last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from components import texts
from components.documents.handover_open import columns
from components.language import _, day, plural
from data.model.catalogue import Catalogue
from data.model.document import Block, Heading, Paragraph, ParagraphStyle, Span, Table, Text
from data.model.handover import Handover, UnitKnowledge


def blocks(told: Handover, used: Catalogue, *, named: bool) -> Iterator[Block]:
    """The part "who knows what"; without names it tells of units only."""
    people = told.people
    titles = {criterion.key: criterion.title for criterion in used.criteria}
    yield Heading(2, _("Stellen"))
    if people.units:
        yield Table(
            "",
            columns((_("Stelle"), 1.8), (_("Beantwortet Kriterien"), 2.4), (_("Maßnahmen und Aufgaben"), 3)),
            tuple(_unit(unit, titles, named) for unit in people.units),
        )
    else:
        yield Paragraph(_("Noch ist keine Stelle genannt, weder in einer Maßnahme noch in einer Aufgabe."))
    if not named:
        yield Paragraph(_("Namen von Personen sind auf Wunsch nicht enthalten."), ParagraphStyle.NOTE)
        return
    yield from _meetings(told)
    yield from _accounts(told)
    yield from _answered(told, titles)


def _unit(unit: UnitKnowledge, titles: dict[str, str], named: bool) -> tuple[Text, ...]:
    name: list[Span] = [Span(unit.name, strong=True)]
    if named and unit.members:
        name.append(Span("\n" + ", ".join(unit.members)))
    measures = [each.measure.title for each in unit.measures]
    tasks = [_("Aufgabe: {title}", title=each.task.text) for each in unit.tasks]
    return tuple(name), _lines([titles.get(key, key) for key in unit.criteria]), _lines([*measures, *tasks])


def _lines(told: Sequence[str]) -> str:
    return "\n".join(f"· {each}" for each in told) if told else "–"


def _meetings(told: Handover) -> Iterator[Block]:
    if not told.people.meetings:
        return
    yield Heading(2, _("Die letzten Sitzungen"))
    yield Table(
        "",
        columns((_("Sitzung"), 2.6), (_("Tag"), 1.1), (_("Sitzungsleitung"), 1.8), (_("Protokoll"), 1.8)),
        tuple(
            (each.title, day(each.starts_at), each.chair or "–", each.minute_taker or "–")
            for each in told.people.meetings
        ),
    )


def _accounts(told: Handover) -> Iterator[Block]:
    if not told.people.told_of_people:
        return
    yield Heading(2, _("Konten der Kommune"))
    yield Table(
        "",
        columns((_("Name"), 2.6), (_("Rolle"), 1.6), (_("Fachamt"), 2)),
        tuple((each.display_name, texts.role(each.role), each.department or "–") for each in told.people.accounts),
    )
    yield Paragraph(
        _("Konten legt das Plattform-Team an und schaltet sie ab. Passwörter stehen in keiner Übergabe."),
        ParagraphStyle.NOTE,
    )


def _answered(told: Handover, titles: dict[str, str]) -> Iterator[Block]:
    found = told.people.answered
    if not found:
        return
    yield Heading(2, _("Wer zuletzt geantwortet hat"))
    yield Table(
        plural("Runde {name}: ein Kriterium", "Runde {name}: {n} Kriterien", len(found), name=told.people.answers_of),
        columns((_("Kriterium"), 3), (_("Zuletzt von"), 2), (_("Am"), 1.1)),
        tuple((titles.get(each.criterion_key, each.criterion_key), each.by, day(each.at)) for each in found),
    )
