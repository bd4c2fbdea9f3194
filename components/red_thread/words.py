"""The words of the red thread: what each knot is called, what is told of it, and what a break means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten

from components import texts
from components.language import _, day, number, plural
from components.meetings import words as meetings_words
from data.model.catalogue import ActionField, Catalogue
from data.model.meetings_view import LoggedDecision
from data.model.plan import Measure, Priority
from data.model.red_thread import BreakKind, Knot, KnotKind, ThreadView
from data.model.vision import Indicator, Milestone

LONGEST_NAME = 90


@dataclass(frozen=True)
class Book:
    """The thread with everything that can be looked up about its knots. Texts are as they were typed."""

    view: ThreadView
    catalogue: Catalogue

    @cached_property
    def priorities(self) -> Mapping[str, Priority]:
        """All priorities by key."""
        return {str(each.id): each for each in self.view.plan.priorities}

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """All measures by key."""
        return {str(each.id): each for each in self.view.plan.measures}

    @cached_property
    def decisions(self) -> Mapping[str, LoggedDecision]:
        """The decisions of the own log by key; those that were noted elsewhere are missing."""
        return {each.decision.reference: each for each in self.view.plan.decisions}

    @cached_property
    def milestones(self) -> Mapping[str, Milestone]:
        """All milestones by key."""
        return {f"{each.field_key}-{each.year}": each for each in self.view.plan.milestones}

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """All indicators by key."""
        return {str(each.id): each for each in self.view.plan.indicators}

    @cached_property
    def fields(self) -> Mapping[str, ActionField]:
        """All fields by key."""
        return {field.key: field for field in self.catalogue.fields}

    @cached_property
    def criteria(self) -> Mapping[str, str]:
        """The titles of all criteria by key."""
        return {criterion.key: criterion.title for criterion in self.catalogue.criteria}


def name(knot: Knot, book: Book) -> str:
    """What a knot is called, in a line."""
    names: dict[KnotKind, Callable[[str], str]] = {
        KnotKind.QUESTION: str,
        KnotKind.CRITERION: lambda key: book.criteria[key],
        KnotKind.DECISION: lambda key: _decision_name(key, book),
        KnotKind.PRIORITY: lambda key: book.priorities[key].title,
        KnotKind.MEASURE: lambda key: book.measures[key].title,
        KnotKind.GOAL: lambda key: book.fields[key].title,
        KnotKind.MILESTONE: lambda key: _milestone_name(book.milestones[key], book),
        KnotKind.INDICATOR: lambda key: book.indicators[key].name,
    }
    return names[knot.kind](knot.key)


def label(knot: Knot, book: Book) -> str:
    """A knot as a choice in the search: what it is, and how it is called."""
    told = name(knot, book)
    if knot.kind is KnotKind.QUESTION:
        told = f"{knot.key} {book.catalogue.places[knot.key].question.text}"
    elif knot.kind is KnotKind.DECISION and knot.key in book.decisions:
        told = f"{told}: {book.decisions[knot.key].decision.text}"
    return f"{kind_name(knot.kind)}: {shorten(told, 160, placeholder=' …')}"


def short(knot: Knot, book: Book) -> str:
    """What a knot is called, short enough for a link."""
    return shorten(name(knot, book), LONGEST_NAME, placeholder=" …")


def _decision_name(key: str, book: Book) -> str:
    logged = book.decisions.get(key)
    if logged is None:
        return key
    return _("Beschluss {number} vom {day}", number=key, day=day(logged.decision.decided_on))


def _milestone_name(stone: Milestone, book: Book) -> str:
    return _("{field} {year}", field=book.fields[stone.field_key].short_title, year=stone.year)


def kind_name(kind: KnotKind) -> str:
    """What one knot of a kind is."""
    return {
        KnotKind.QUESTION: _("Frage"),
        KnotKind.CRITERION: _("Kriterium"),
        KnotKind.DECISION: _("Beschluss"),
        KnotKind.PRIORITY: _("Schwerpunkt"),
        KnotKind.MEASURE: _("Maßnahme"),
        KnotKind.GOAL: _("Ziel 2035"),
        KnotKind.MILESTONE: _("Etappe"),
        KnotKind.INDICATOR: _("Kennzahl der Vision"),
    }[kind]


def kind_heading(kind: KnotKind, n: int) -> str:
    """The heading over the knots of a kind."""
    if n == 1:
        return kind_name(kind)
    return {
        KnotKind.QUESTION: _("Fragen"),
        KnotKind.CRITERION: _("Kriterien"),
        KnotKind.DECISION: _("Beschlüsse"),
        KnotKind.PRIORITY: _("Schwerpunkte"),
        KnotKind.MEASURE: _("Maßnahmen"),
        KnotKind.GOAL: _("Ziele 2035"),
        KnotKind.MILESTONE: _("Etappen"),
        KnotKind.INDICATOR: _("Kennzahlen der Vision"),
    }[kind]


def nothing(kind: KnotKind) -> str:
    """What is said where the thread has no knot of a kind; empty where that is nothing to mend."""
    return {
        KnotKind.DECISION: _("Noch kein Beschluss."),
        KnotKind.PRIORITY: _("Noch kein Schwerpunkt."),
        KnotKind.MEASURE: _("Noch keine Maßnahme."),
        KnotKind.GOAL: _("Noch kein Ziel für 2035."),
        KnotKind.QUESTION: _("Noch keine Frage verknüpft."),
        KnotKind.CRITERION: _("Noch kein Kriterium."),
    }.get(kind, "")


def decided(decision: LoggedDecision) -> str:
    """What a decision of the log holds by now, in the words of the log."""
    return meetings_words.standing(decision.decision)


def value_of(indicator: Indicator) -> str:
    """Where an indicator stands and where it is to go."""
    unit = f" {indicator.unit}" if indicator.unit else ""
    return _(
        "heute {now}{unit} (Stand {day}), Ziel {target}{unit} bis Ende {year}",
        now=_written(indicator.last.value),
        unit=unit,
        day=day(indicator.last.on),
        target=_written(indicator.target_value),
        year=indicator.target_year,
    )


def _written(value: float) -> str:
    return number(value, digits=0 if value == int(value) else 1)


def milestone(stone: Milestone) -> str:
    """What a milestone asks for."""
    return _("{points} Punkte bis Ende {year}", points=stone.points, year=stone.year)


def expected(measure: Measure, question_ids: Iterable[str], book: Book) -> str:
    """The levels that a measure expects of some questions; empty where it expects none."""
    levels = {step.points: f"{step.points} – {step.label}" for step in book.catalogue.scale}
    found = [
        _("{question} auf {level}", question=question_id, level=levels[measure.expected[question_id]])
        for question_id in question_ids
        if question_id in measure.expected
    ]
    return _("Erwartet: {levels}", levels=texts.listed(found)) if found else ""


def field_of(knot: Knot, book: Book) -> str:
    """The field of a goal, a milestone or an indicator."""
    return next(iter(book.view.thread.fields_of[knot]), "")


def goal(field_key: str, book: Book) -> str:
    """Target and today's score of a field."""
    score = book.view.plan.scores.get(field_key)
    target = book.view.plan.targets[field_key]
    if score is None or score.percent is None:
        return _("{target} Punkte bis 2035, heute noch nicht bewertet", target=target)
    return _("{target} Punkte bis 2035, heute {today}", target=target, today=texts.points(score.percent))


def breaks(kind: BreakKind, n: int) -> str:
    """A kind of break, over those that have it."""
    return {
        BreakKind.CRITERION_WITHOUT_PRIORITY: plural(
            "Ein Kriterium unter 60 Punkten ohne Schwerpunkt", "{n} Kriterien unter 60 Punkten ohne Schwerpunkt", n
        ),
        BreakKind.PRIORITY_WITHOUT_MEASURE: plural(
            "Ein Schwerpunkt ohne Maßnahme", "{n} Schwerpunkte ohne Maßnahme", n
        ),
        BreakKind.MEASURE_WITHOUT_PRIORITY: plural(
            "Eine Maßnahme ohne Schwerpunkt", "{n} Maßnahmen ohne Schwerpunkt", n
        ),
        BreakKind.MEASURE_WITHOUT_QUESTION: plural("Eine Maßnahme ohne Frage", "{n} Maßnahmen ohne Frage", n),
        BreakKind.MEASURE_WITHOUT_DECISION: plural("Eine Maßnahme ohne Beschluss", "{n} Maßnahmen ohne Beschluss", n),
        BreakKind.MEASURE_WITHOUT_GOAL: plural("Eine Maßnahme ohne Ziel 2035", "{n} Maßnahmen ohne Ziel 2035", n),
        BreakKind.GOAL_WITHOUT_MEASURE: _("Ziel noch nicht erreicht, und keine Maßnahme in Arbeit"),
    }[kind]


def mend(kind: BreakKind) -> str:
    """What mends a break."""
    return {
        BreakKind.CRITERION_WITHOUT_PRIORITY: _("Schwerpunkt vorschlagen"),
        BreakKind.PRIORITY_WITHOUT_MEASURE: _("Maßnahme anlegen"),
        BreakKind.MEASURE_WITHOUT_PRIORITY: _("Schwerpunkt zuordnen"),
        BreakKind.MEASURE_WITHOUT_QUESTION: _("Frage verknüpfen"),
        BreakKind.MEASURE_WITHOUT_DECISION: _("Beschluss eintragen"),
        BreakKind.MEASURE_WITHOUT_GOAL: _("Ziel setzen"),
        BreakKind.GOAL_WITHOUT_MEASURE: _("Maßnahme anlegen"),
    }[kind]
