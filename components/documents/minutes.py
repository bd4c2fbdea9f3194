"""The minutes of a meeting as a document: who was there, every item with its decisions and tasks, what goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from components.language import TIME_ZONE, _, clock, current, day, long_day, moment
from components.meetings import words
from components.plan import measures_words, priorities_words
from data.model.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    ParagraphStyle,
    Table,
)
from data.model.meetings import Decision, ItemKind, ItemState, Minutes, MinutesItem, Participant, Presence, Task
from data.model.meetings_view import MinutesView
from data.model.plan import MeasureStatus, PriorityStatus


def document(view: MinutesView, *, is_demo: bool) -> Document:
    """The whole minutes. The same minutes with the same addenda are the same document."""
    minutes = view.minutes
    last = view.addenda[-1].at if view.addenda else minutes.closed_at
    return Document(
        title=_("Protokoll"),
        subtitle=f"{minutes.title}, {long_day(minutes.starts_at)}",
        language="en" if current() == "en" else "de",
        commune=minutes.commune,
        made_on=last.astimezone(TIME_ZONE).date(),
        blocks=tuple(blocks(view)),
        footer=f"{minutes.title}, {day(minutes.starts_at)}",
        mark=_("Beispieldaten") if is_demo else "",
    )


def blocks(view: MinutesView) -> Iterator[Block]:
    """What the minutes say, in the order of reading; headings begin at level 1."""
    minutes = view.minutes
    yield Facts(tuple(_facts(minutes)))
    yield Heading(1, _("Wer da war"))
    yield from attendance(minutes.participants)
    for item in minutes.items:
        yield from _item(item)
    tasks = [task for item in minutes.items for task in item.tasks]
    if tasks:
        yield Heading(1, _("Aufgaben"))
        yield _tasks(tasks)
    goes_on = [item for item in minutes.items if item.state is ItemState.POSTPONED]
    if goes_on:
        yield Heading(1, _("Fortsetzung in der nächsten Sitzung"))
        yield Bullets(tuple(_postponed(item) for item in goes_on))
    yield from _addenda(view)
    yield Paragraph(
        _("Dieses Protokoll wurde am {moment} Uhr beim Schließen der Sitzung festgeschrieben.").format(
            moment=moment(minutes.closed_at)
        ),
        ParagraphStyle.NOTE,
    )


def _facts(minutes: Minutes) -> Iterator[tuple[str, str]]:
    yield _("Tag"), long_day(minutes.began_at)
    begins, ends = clock(minutes.began_at), clock(minutes.closed_at)
    ended = ends if day(minutes.began_at) == day(minutes.closed_at) else moment(minutes.closed_at)
    yield _("Beginn und Ende"), _("{begin} bis {end} Uhr", begin=begins, end=ended)
    for label, value in (
        (_("Ort"), minutes.place),
        (_("Sitzungsleitung"), minutes.chair),
        (_("Protokoll"), minutes.minute_taker),
    ):
        if value:
            yield label, value


def attendance(participants: Sequence[Participant]) -> Iterator[Block]:
    """Who was there, who was excused and who did not come; where nobody was noted as present, only who was invited."""
    by_presence = {presence: [each.name for each in participants if each.presence is presence] for presence in Presence}
    was_noted = bool(by_presence[Presence.PRESENT])
    names = {
        Presence.PRESENT: _("Anwesend"),
        Presence.EXCUSED: _("Entschuldigt"),
        Presence.INVITED: _("Eingeladen, nicht da") if was_noted else _("Eingeladen"),
    }
    told = tuple((label, "; ".join(by_presence[each])) for each, label in names.items() if by_presence[each])
    if told:
        yield Facts(told)
    if not was_noted:
        yield Paragraph(_("Es wurde nicht festgehalten, wer da war."))


def _item(item: MinutesItem) -> Iterator[Block]:
    yield Heading(1, f"{item.number}. {words.item_title(item.kind, item.title)}")
    yield Paragraph(_state(item), ParagraphStyle.NOTE)
    for note in item.notes:
        for paragraph in note.split("\n\n"):
            if paragraph.strip():
                yield Paragraph(paragraph.strip())
    for decision in item.decisions:
        yield callout(decision)
    if item.tasks:
        yield Bullets(tuple(_("Aufgabe: {title}", title=_task(task)) for task in item.tasks))


def _state(item: MinutesItem) -> str:
    told = words.item_state(item.state)
    if item.spent >= 60:
        told = _("{state}, {minutes}", state=told, minutes=words.minutes(item.spent // 60))
    if item.sentence:
        told = f"{told}: {item.sentence}"
    status = _subject(item)
    return f"{told[0].upper()}{told[1:]}" + (f" · {status}" if status else "")


def _subject(item: MinutesItem) -> str:
    """Where the priority or measure stood at the end."""
    if not item.subject_status:
        return ""
    if item.kind is ItemKind.MEASURE:
        return _("Stand der Maßnahme: {status}", status=measures_words.status(MeasureStatus(item.subject_status)))
    return _("Stand des Schwerpunkts: {status}", status=priorities_words.status(PriorityStatus(item.subject_status)))


def callout(decision: Decision) -> Callout:
    """A decision, set apart, with how it was voted."""
    told = [words.result(decision)]
    if decision.replaces is not None:
        told.append(_("ersetzt Beschluss Nr. {number}", number=decision.replaces))
    if decision.withdrawn_because:
        told.append(_("in dieser Sitzung zurückgezogen: {reason}", reason=decision.withdrawn_because))
    note = "; ".join(told)
    return Callout(
        words.named(decision), decision.text, note[0].upper() + note[1:] + ("" if note[-1] in ".!?" else ".")
    )


def _tasks(tasks: list[Task]) -> Table:
    columns = (Column(_("Aufgabe"), share=5), Column(_("Zuständige Stelle"), share=3), Column(_("Termin"), share=2))
    rows = tuple((task.text, task.unit or "–", day(task.due_on) if task.due_on else "–") for task in tasks)
    return Table("", columns, rows)


def _task(task: Task) -> str:
    facts = [task.unit, _("bis {day}", day=day(task.due_on)) if task.due_on else ""]
    told = ", ".join(each for each in facts if each)
    return f"{task.text} ({told})" if told else task.text


def _postponed(item: MinutesItem) -> str:
    title = words.item_title(item.kind, item.title)
    return f"{title}: {item.sentence}" if item.sentence else title


def _addenda(view: MinutesView) -> Iterator[Block]:
    if view.addenda:
        yield Heading(1, _("Nachträge"))
    for each in view.addenda:
        by = each.by or _("unbekannt")
        yield Callout(_("Nachtrag vom {day}", day=day(each.at)), each.text, _("Eingetragen von {name}.", name=by))
