"""The words of the measures: states, reasons to look, parts and their values, what needs a look today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from textwrap import shorten

from components import texts
from components.language import _, day, number, plural
from components.plain_text import escaped
from data.model.measures_view import StatedMeasure
from data.model.plan import Measure, MeasureStatus, Priority

SHOWN_OF_A_REASON = 160

STATUS_ICONS = {
    MeasureStatus.IDEA: ":material/lightbulb:",
    MeasureStatus.PLANNED: ":material/event:",
    MeasureStatus.RUNNING: ":material/play_circle:",
    MeasureStatus.BLOCKED: ":material/block:",
    MeasureStatus.DONE: ":material/check_circle:",
    MeasureStatus.STOPPED: ":material/stop_circle:",
}
STATUS_COLOURS = {
    MeasureStatus.IDEA: "gray",
    MeasureStatus.PLANNED: "violet",
    MeasureStatus.RUNNING: "blue",
    MeasureStatus.BLOCKED: "red",
    MeasureStatus.DONE: "green",
    MeasureStatus.STOPPED: "gray",
}


class Look(StrEnum):
    """A reason to look at a measure today, as the address names it."""

    OVERDUE = "ueberfaellig"
    BLOCKED = "blockiert"
    DECISION = "entscheidung"
    REVIEW = "wiedervorlage"
    LATE_STEPS = "schritte"


def looks(stated: StatedMeasure) -> frozenset[Look]:
    """Every reason to look at a measure."""
    told = stated.attention
    holds = {
        Look.OVERDUE: told.overdue,
        Look.BLOCKED: told.blocked,
        Look.DECISION: told.due_for_decision,
        Look.REVIEW: told.due_for_review,
        Look.LATE_STEPS: told.late_steps > 0,
    }
    return frozenset(look for look, is_so in holds.items() if is_so)


def look_name(look: Look) -> str:
    """A reason to look in a word or two."""
    return {
        Look.OVERDUE: _("überfällig"),
        Look.BLOCKED: _("blockiert"),
        Look.DECISION: _("zur Entscheidung"),
        Look.REVIEW: _("zur Wiedervorlage"),
        Look.LATE_STEPS: _("späte Schritte"),
    }[look]


def today_sentence(measures: Sequence[StatedMeasure]) -> str:
    """What needs a look today, in one sentence."""
    found = [(stated, looks(stated)) for stated in measures]
    needing = sum(bool(reasons) for _stated, reasons in found)
    if not needing:
        return _("Heute braucht keine Maßnahme einen Blick.")
    told = []
    for look in Look:
        of_this = [stated.measure for stated, reasons in found if look in reasons]
        if of_this:
            told.append(_counted(look, of_this))
    return plural(
        "Heute braucht eine Maßnahme einen Blick: {reasons}.",
        "Heute brauchen {n} Maßnahmen einen Blick: {reasons}.",
        needing,
        reasons=texts.listed(told),
    )


def _counted(look: Look, measures: Sequence[Measure]) -> str:
    n = len(measures)
    if look is Look.LATE_STEPS:
        return _("{n} mit späten Schritten", n=n)
    told = f"{n} {look_name(look)}"
    because = measures[0].blocked_because
    if look is Look.BLOCKED and n == 1 and because:
        return _("{told} (weil: „{reason}“)", told=told, reason=escaped(shorten(because, 120, placeholder=" …")))
    return told


def status(of: MeasureStatus) -> str:
    """A state in a word."""
    return {
        MeasureStatus.IDEA: _("Idee"),
        MeasureStatus.PLANNED: _("geplant"),
        MeasureStatus.RUNNING: _("läuft"),
        MeasureStatus.BLOCKED: _("blockiert"),
        MeasureStatus.DONE: _("erledigt"),
        MeasureStatus.STOPPED: _("beendet"),
    }[of]


def status_badge(of: MeasureStatus) -> str:
    """A state as a badge."""
    return texts.badge(STATUS_COLOURS[of], STATUS_ICONS[of], status(of))


def look_badges(stated: StatedMeasure) -> list[str]:
    """The reasons to look as badges; the state itself says that something is blocked."""
    late = stated.attention.late_steps
    names = {look: look_name(look) for look in Look}
    names[Look.LATE_STEPS] = plural("{n} später Schritt", "{n} späte Schritte", late)
    icons = {
        Look.OVERDUE: ":material/schedule:",
        Look.DECISION: ":material/gavel:",
        Look.REVIEW: ":material/visibility:",
        Look.LATE_STEPS: ":material/footprint:",
    }
    found = looks(stated)
    return [texts.badge("orange", icon, names[look]) for look, icon in icons.items() if look in found]


def step_to(of: MeasureStatus, to: MeasureStatus) -> str:
    """What is done when a measure goes from one state to another, as people say it."""
    if of is MeasureStatus.BLOCKED and to is MeasureStatus.RUNNING:
        return _("weiterführen")
    if of in (MeasureStatus.DONE, MeasureStatus.STOPPED):
        return _("wieder aufnehmen")
    if to is MeasureStatus.PLANNED and of is not MeasureStatus.IDEA:
        return _("zurück auf geplant")
    return {
        MeasureStatus.IDEA: _("zurück zur Idee"),
        MeasureStatus.PLANNED: _("einplanen"),
        MeasureStatus.RUNNING: _("beginnen"),
        MeasureStatus.BLOCKED: _("blockiert melden"),
        MeasureStatus.DONE: _("als erledigt melden"),
        MeasureStatus.STOPPED: _("beenden"),
    }[to]


def why(to: MeasureStatus) -> str:
    """What is asked when a state changes."""
    return {
        MeasureStatus.BLOCKED: _("Was hält die Maßnahme auf? Ein Satz."),
        MeasureStatus.DONE: _("Was ist erreicht? Ein Satz."),
        MeasureStatus.STOPPED: _("Warum endet die Maßnahme? Ein Satz."),
    }.get(to, _("Warum? Ein Satz."))


def blocked(measure: Measure) -> str:
    """Why a measure is blocked, in short; empty for one that is not."""
    if measure.status is not MeasureStatus.BLOCKED or not measure.blocked_because:
        return ""
    reason = shorten(measure.blocked_because, SHOWN_OF_A_REASON, placeholder=" …")
    return _("weil: „{reason}“", reason=escaped(reason))


def part_name(part: str) -> str:
    """The name of a part of a measure."""
    return {
        "title": _("Titel"),
        "description": _("Beschreibung"),
        "priority_id": _("Schwerpunkt"),
        "responsible_unit": _("Zuständige Stelle"),
        "participants": _("Beteiligte"),
        "begins_on": _("Beginn"),
        "due_on": _("Termin"),
        "budget_euro": _("Budget in Euro"),
        "staff_days": _("Personentage"),
        "indicator": _("Kennzahl"),
        "status": _("Stand"),
        "decision": _("Beschluss"),
        "next_review_on": _("Wiedervorlage"),
        "steps": _("Schritte"),
        "blocked_because": _("Grund"),
    }.get(part, _("erwartete Stufe"))


def part_value(part: str, text: str, priorities: Iterable[Priority]) -> str:
    """A value of a part that is given as text, as people write it; safe in Markdown."""
    written = plain_value(part, text, priorities)
    is_typed = text and part not in ("begins_on", "due_on", "next_review_on", "budget_euro", "staff_days", "status")
    return escaped(written) if is_typed else written


def plain_value(part: str, text: str, priorities: Iterable[Priority]) -> str:
    """A value of a part that is given as text, as people write it; not for Markdown."""
    if not text:
        return _("leer")
    if part in ("begins_on", "due_on", "next_review_on"):
        return day(date.fromisoformat(text))
    if part in ("budget_euro", "staff_days"):
        return number(int(text))
    if part == "status":
        return status(MeasureStatus(text))
    return priority_title(int(text), priorities) if part == "priority_id" else text


def priority_title(priority_id: int | None, priorities: Iterable[Priority]) -> str:
    """The title of a priority; empty for none."""
    return next((priority.title for priority in priorities if priority.id == priority_id), "")


def until(measure: Measure) -> str:
    """When a measure is due, in short."""
    return _("bis {day}", day=day(measure.due_on)) if measure.due_on else _("ohne Termin")
