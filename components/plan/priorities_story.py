"""The story of a priority from the first word to its end, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from components import session
from components.language import _, day
from components.plain_text import escaped, quoted
from components.plan import priorities_words as words
from components.plan import story_texts
from components.plan.measures_desk import tried
from components.plan.priorities_desk import Desk
from components.plan.priorities_parts import place_of
from components.plan.priorities_words import Names
from components.plan.story_texts import Before, Entry
from data.model.plan import PlanEvent, PlanEventKind, Priority, PriorityStatus
from data.model.priorities_view import StatedPriority

LONGEST_SENTENCE = 500
SHOWN_OF_A_TEXT = 90


def shown(desk: Desk, stated: StatedPriority, named: Names, *, may_plan: bool) -> None:
    """Everything that happened, the first first, and a field to add a sentence."""
    with st.container(key=f"priority_story_{stated.priority.id}"):
        story_texts.shown(_entries(stated.story, named))
    if may_plan:
        _remark(desk, stated.priority)


def sentence(event: PlanEvent, named: Names) -> str:
    """One event of a story, without the day and what was said with it."""
    name = escaped(event.by) or _("Jemand")
    match event.kind:
        case PlanEventKind.ADDED:
            return _("{name} hat den Schwerpunkt vorgeschlagen.", name=name)
        case PlanEventKind.STATUS:
            before, after = (words.status(PriorityStatus(value)) for value in (event.before, event.after))
            return _("{name}: {before} → {after}", name=name, before=before, after=after)
        case PlanEventKind.REMARK:
            return _("{name} schreibt:", name=name)
        case PlanEventKind.CHANGED:
            return _("{name} hat geändert: {change}.", name=name, change=_change(event, named))
        case PlanEventKind.DECIDED:
            return story_texts.decided(event)
    return _contested(event, name, named)


def _entries(story: Sequence[PlanEvent], named: Names) -> Iterator[Entry]:
    last: dict[str, PlanEvent] = {}
    for event in story:
        before: tuple[Before, ...] = ()
        if event.kind is PlanEventKind.CHANGED:
            texts = story_texts.replaced([_named(event, named)], SHOWN_OF_A_TEXT, after=last.get(event.part))
            before = (Before(words.part_name(event.part), texts),) if texts else ()
            last[event.part] = event
        yield Entry(_written(event, named), before)


def _written(event: PlanEvent, named: Names) -> str:
    said = f"\n\n{quoted(event.sentence)}" if event.sentence else ""
    return f"**{day(event.at)}:** {sentence(event, named)}{said}"


def _change(event: PlanEvent, named: Names) -> str:
    name, plain = words.part_name(event.part), _named(event, named)
    if max(len(plain.before), len(plain.after)) > SHOWN_OF_A_TEXT:
        return story_texts.rewritten(name, event.after) if event.before else _("{part} ergänzt", part=name)
    before, after = (words.part_value(event.part, value, named) for value in (event.before, event.after))
    return f"{name}: {before} → {after}" if event.before else f"{name}: {after}"


def _named(event: PlanEvent, named: Names) -> PlanEvent:
    """An edit with names instead of keys."""
    before, after = (words.plain_value(event.part, value, named) for value in (event.before, event.after))
    return replace(event, before=before, after=after)


def _contested(event: PlanEvent, name: str, named: Names) -> str:
    before, after = (words.part_value(event.part, value, named) for value in (event.before, event.after))
    part = words.part_name(event.part)
    if event.kind is PlanEventKind.SETTLED:
        return _(
            "{name} hat entschieden: {part} bleibt „{after}“ (vorgeschlagen war „{before}“).",
            name=name,
            part=part,
            after=after,
            before=before,
        )
    return _(
        "{name} schlägt für {part} „{after}“ vor; gespeichert war inzwischen „{before}“.",
        name=name,
        part=part,
        after=after,
        before=before,
    )


def _remark(desk: Desk, priority: Priority) -> None:
    key = f"priority_remark_{priority.id}"
    with st.form(f"{key}_form", border=False, enter_to_submit=False):
        st.text_area(_("Was soll man später noch wissen? Ein Satz."), key=key, max_chars=LONGEST_SENTENCE, height=70)
        st.form_submit_button(_("Eintragen"), icon=":material/edit_note:", on_click=partial(_say, desk, priority, key))


def _say(desk: Desk, priority: Priority, key: str) -> None:
    if tried(place_of(priority), desk.remark, priority.id, session.widget_value(key) or ""):
        session.set_widget_value(key, "")
