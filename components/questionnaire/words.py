"""The words of the questions page: states, filters, who is responsible."""

from __future__ import annotations

from datetime import UTC, datetime

from components import texts
from components.language import TIME_ZONE, _, clock, day, moment
from components.plain_text import escaped
from data.model.catalogue import Catalogue
from data.model.questionnaire import Assignment, Presence, ProgressState, QuestionFilter
from data.model.self_check import Part

STATE_ICONS = {
    ProgressState.OPEN: ":material/radio_button_unchecked:",
    ProgressState.BEGUN: ":material/timelapse:",
    ProgressState.TO_CLARIFY: ":material/help:",
    ProgressState.DONE: ":material/check_circle:",
}
STATE_COLOURS = {
    ProgressState.OPEN: "gray",
    ProgressState.BEGUN: "blue",
    ProgressState.TO_CLARIFY: "orange",
    ProgressState.DONE: "green",
}


def state(of: ProgressState) -> str:
    """A state in a word."""
    return {
        ProgressState.OPEN: _("offen"),
        ProgressState.BEGUN: _("begonnen"),
        ProgressState.TO_CLARIFY: _("zu klären"),
        ProgressState.DONE: _("fertig"),
    }[of]


def state_badge(of: ProgressState) -> str:
    """A state as a badge."""
    return texts.badge(STATE_COLOURS[of], STATE_ICONS[of], state(of))


def filter_name(wish: QuestionFilter) -> str:
    """What a filter shows."""
    return {
        QuestionFilter.OPEN: _("offen"),
        QuestionFilter.MINE: _("mir zugewiesen"),
        QuestionFilter.MARKED: _("für später markiert"),
        QuestionFilter.NOT_KNOWN: _("nicht bekannt"),
        QuestionFilter.EARLIER: _("gilt das noch?"),
        QuestionFilter.TO_SETTLE: _("Konflikt oder Gespräch"),
    }[wish]


def next_of(wish: QuestionFilter) -> str:
    """The button that leads to the next question of a filter."""
    return {
        QuestionFilter.OPEN: _("Nächste offene Frage"),
        QuestionFilter.MINE: _("Nächste mir zugewiesene Frage"),
        QuestionFilter.MARKED: _("Nächste markierte Frage"),
        QuestionFilter.NOT_KNOWN: _("Nächste Frage mit „nicht bekannt“"),
        QuestionFilter.EARLIER: _("Nächster Vorschlag aus einer früheren Runde"),
        QuestionFilter.TO_SETTLE: _("Nächster Konflikt, nächstes Gespräch"),
    }[wish]


def nothing_left(wish: QuestionFilter) -> str:
    """What is said when there is no next question of a filter."""
    if wish is QuestionFilter.OPEN:
        return _("Hier ist keine Frage mehr offen.")
    return _("Keine Frage mehr unter „{filter}“.", filter=filter_name(wish))


def part(of: Part) -> str:
    """The name of a part of an answer."""
    return {
        Part.REPLY: _("Antwort"),
        Part.REMARK: _("Bemerkung"),
        Part.EVIDENCE: _("Nachweis"),
        Part.RESPONSIBLE_UNIT: _("Zuständige Stelle"),
    }[of]


def responsible(assignment: Assignment | None) -> str:
    """Who answers, and until when; empty when nobody was asked."""
    if assignment is None:
        return ""
    name = escaped(assignment.assignee.name)
    if assignment.due_on is None:
        return name
    return _("{name}, bis {day}", name=name, day=day(assignment.due_on))


def is_overdue(assignment: Assignment | None) -> bool:
    """Whether the due date has passed."""
    today = datetime.now(UTC).astimezone(TIME_ZONE).date()
    return assignment is not None and assignment.due_on is not None and assignment.due_on < today


def when(at: datetime) -> str:
    """A moment in short: of today the time alone."""
    today = datetime.now(UTC).astimezone(TIME_ZONE).date()
    return clock(at) if at.astimezone(TIME_ZONE).date() == today else moment(at)


def who_is_here(others: tuple[Presence, ...], criterion_key: str | None, catalogue: Catalogue) -> str:
    """Who else works in the self-check now, and where; empty when nobody does."""
    if not others:
        return ""
    titles = {criterion.key: criterion.title for criterion in catalogue.criteria}
    elsewhere = _("Aufgabenliste")

    def one(other: Presence) -> str:
        name = escaped(other.display_name)
        if other.criterion_key == criterion_key:
            return _("{name} (auch hier)", name=name)
        return _("{name} ({where})", name=name, where=titles.get(other.criterion_key, elsewhere))

    names = texts.listed([one(other) for other in others])
    return _("Gerade dabei: {names}", names=names)
