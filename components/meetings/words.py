"""The words of the meetings: when, why something is on the agenda, what became of it, how it was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from textwrap import shorten

from components import texts
from components.language import _, clock, day, long_day, plural
from data.model.meetings import AgendaItem, Decision, ItemKind, ItemState, Meeting, MeetingStatus, ProposedItem, Reason
from data.model.meetings_view import MeetingView, StatedTask
from data.model.plan import Measure, MeasureStatus

SHOWN_OF_A_SENTENCE = 200

STATE_ICONS = {
    ItemState.OPEN: ":material/radio_button_unchecked:",
    ItemState.DISCUSSED: ":material/check_circle:",
    ItemState.POSTPONED: ":material/event_repeat:",
    ItemState.DROPPED: ":material/cancel:",
}
STATE_COLOURS = {
    ItemState.OPEN: "gray",
    ItemState.DISCUSSED: "green",
    ItemState.POSTPONED: "orange",
    ItemState.DROPPED: "gray",
}


def meeting_status(of: MeetingStatus) -> str:
    """Where a meeting stands in a word."""
    return {
        MeetingStatus.PLANNED: _("geplant"),
        MeetingStatus.RUNNING: _("läuft gerade"),
        MeetingStatus.CLOSED: _("geschlossen"),
        MeetingStatus.CANCELLED: _("abgesagt"),
    }[of]


def meeting_badge(of: MeetingStatus) -> str:
    """Where a meeting stands as a badge."""
    colour, icon = {
        MeetingStatus.PLANNED: ("violet", "event"),
        MeetingStatus.RUNNING: ("blue", "play_circle"),
        MeetingStatus.CLOSED: ("green", "check_circle"),
        MeetingStatus.CANCELLED: ("gray", "event_busy"),
    }[of]
    return texts.badge(colour, f":material/{icon}:", meeting_status(of))


def when(meeting: Meeting) -> str:
    """Day of the week, date, beginning and planned end."""
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    return _(
        "{day}, {begin} bis {end} Uhr", day=long_day(meeting.starts_at), begin=clock(meeting.starts_at), end=clock(ends)
    )


def beginning(starts_at: datetime) -> str:
    """Day of the week, date and beginning."""
    return _("{day}, {begin} Uhr", day=long_day(starts_at), begin=clock(starts_at))


def item_title(kind: ItemKind, title: str) -> str:
    """What an item is called; standing ones have no title of their own."""
    return {ItemKind.MINUTES: _("Protokoll der letzten Sitzung"), ItemKind.TASKS: _("Offene Aufgaben")}.get(kind, title)


def title_of(item: AgendaItem | ProposedItem, view: MeetingView) -> str:
    """What an item is called now; a measure by the name that it has today."""
    measure = view.measures.get(item.subject_id or 0) if item.kind is ItemKind.MEASURE else None
    return item_title(item.kind, measure.title if measure else item.title)


def reasons(item: AgendaItem | ProposedItem, view: MeetingView, today: date, *, brief: bool = False) -> list[str]:
    """Why an item is on the agenda, each reason in words, as plain text; brief where a measure is shown."""
    measure = view.measures.get(item.subject_id or 0) if item.kind is ItemKind.MEASURE else None
    is_said = brief and measure is not None and measure.status is MeasureStatus.BLOCKED
    wanted = [reason for reason in item.reasons if not (is_said and reason is Reason.BLOCKED)]
    told = [_reason(reason, item, measure, view, today) for reason in wanted]
    if isinstance(item, AgendaItem) and item.postponed_from and Reason.POSTPONED not in item.reasons:
        told.append(_postponed(item, view))
    if isinstance(item, AgendaItem) and (also := view.also_on.get(item.id)):
        told.append(_("steht auch auf der Tagesordnung vom {day}", day=day(also)))
    return told


def _reason(
    reason: Reason, item: AgendaItem | ProposedItem, measure: Measure | None, view: MeetingView, today: date
) -> str:
    match reason:
        case Reason.LAST_MINUTES:
            return _("zu Beginn jeder Sitzung")
        case Reason.OPEN_TASKS:
            return open_tasks(view.earlier_tasks)
        case Reason.POSTPONED:
            return _postponed(item, view)
        case Reason.DUE_FOR_DECISION:
            return _("zu entscheiden")
        case Reason.DISPUTED:
            return _("zwei Angaben widersprechen sich")
    return _about_the_measure(reason, measure, today)


def _about_the_measure(reason: Reason, measure: Measure | None, today: date) -> str:
    if reason is Reason.BLOCKED:
        because = measure.blocked_because if measure and measure.status is MeasureStatus.BLOCKED else ""
        return _("blockiert: {reason}", reason=_quoted(because)) if because else _("blockiert")
    if reason is Reason.OVERDUE:
        return (
            _("überfällig seit {day}", day=day(measure.due_on))
            if measure and measure.due_on and measure.due_on < today
            else _("überfällig")
        )
    if reason is Reason.DUE_FOR_REVIEW:
        on = measure.next_review_on if measure else None
        return _("Wiedervorlage am {day}", day=day(on)) if on else _("zur Wiedervorlage")
    late = (
        [step for step in measure.steps if not step.done_on and step.due_on and step.due_on < today] if measure else []
    )
    return plural("ein Schritt ist spät dran", "{n} Schritte sind spät dran", len(late) or 1)


def _postponed(item: AgendaItem | ProposedItem, view: MeetingView) -> str:
    left = view.left_on.get(item.postponed_from or 0)
    told = _("vertagt am {day}", day=day(left)) if left else _("vertagt")
    sentence = item.sentence if isinstance(item, ProposedItem) else ""
    return f"{told}: {_quoted(sentence)}" if sentence else told


def _quoted(sentence: str) -> str:
    return texts.in_quotes(shorten(sentence, SHOWN_OF_A_SENTENCE, placeholder=" …"))


def open_tasks(tasks: Sequence[StatedTask]) -> str:
    """How many tasks are open, and how many of them overdue."""
    told = plural("eine offene Aufgabe", "{n} offene Aufgaben", len(tasks))
    late = sum(each.overdue for each in tasks)
    return _("{told}, davon {late} überfällig", told=told, late=late) if late else told


def item_state(of: ItemState) -> str:
    """What became of an item in a word."""
    return {
        ItemState.OPEN: _("offen"),
        ItemState.DISCUSSED: _("besprochen"),
        ItemState.POSTPONED: _("vertagt"),
        ItemState.DROPPED: _("entfällt"),
    }[of]


def item_badge(of: ItemState) -> str:
    """What became of an item as a badge."""
    return texts.badge(STATE_COLOURS[of], STATE_ICONS[of], item_state(of))


def minutes(n: int) -> str:
    """A number of minutes."""
    return plural("eine Minute", "{n} Minuten", n)


def fits(sum_of_items: int, planned: int) -> str:
    """The minutes of all items beside the planned length, with a clear word."""
    if not sum_of_items:
        return _("Die Sitzung dauert {planned}.", planned=minutes(planned))
    told = _("**{sum} von {planned} Minuten** sind verplant", sum=sum_of_items, planned=planned)
    if sum_of_items > planned:
        too_long = plural("eine Minute zu lang", "{n} Minuten zu lang", sum_of_items - planned)
        return _(
            ":material/warning: {told}: **{too_long}.** Nehmen Sie einen Punkt herunter, kürzen Sie Zeiten oder planen "
            "Sie die Sitzung länger.",
            told=told,
            too_long=too_long,
        )
    if sum_of_items == planned:
        return _("{told}: Das passt genau.", told=told)
    return _("{told}, {left} sind frei.", told=told, left=minutes(planned - sum_of_items))


def result(decision: Decision) -> str:
    """How it was decided."""
    votes = decision.votes
    if votes is None:
        return _("einvernehmlich beschlossen")
    counted = ", ".join(
        (
            _("{n} Ja", n=votes.yes),
            _("{n} Nein", n=votes.no),
            plural("{n} Enthaltung", "{n} Enthaltungen", votes.abstained),
        )
    )
    if votes.accepted:
        return _("angenommen mit {votes}", votes=counted)
    if votes.yes == votes.no:
        return _("abgelehnt (Stimmengleichheit): {votes}", votes=counted)
    return _("abgelehnt mit {votes}", votes=counted)


def standing(decision: Decision) -> str:
    """Whether it holds, in a word or two."""
    if decision.withdrawn_because:
        return _("zurückgezogen")
    if not decision.accepted:
        return _("abgelehnt")
    if decision.replaced_by is not None:
        return _("ersetzt durch Nr. {number}", number=decision.replaced_by)
    return _("in Kraft")


def standing_badge(decision: Decision) -> str:
    """Whether it holds, as a badge."""
    if decision.in_force:
        return texts.badge("green", ":material/check_circle:", standing(decision))
    icon = "swap_horiz" if decision.replaced_by is not None and decision.accepted else "cancel"
    return texts.badge("gray", f":material/{icon}:", standing(decision))


def named(decision: Decision) -> str:
    """How a decision is called: Beschluss 17/2026."""
    return _("Beschluss {reference}", reference=decision.reference)


def until(due_on: date | None, done_on: date | None, *, overdue: bool) -> str:
    """When a task is due, or since when it is done or late."""
    if done_on is not None:
        return _("erledigt am {day}", day=day(done_on))
    if due_on is None:
        return _("ohne Termin")
    return _("überfällig seit {day}", day=day(due_on)) if overdue else _("bis {day}", day=day(due_on))
