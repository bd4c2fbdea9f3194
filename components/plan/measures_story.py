"""The story of a measure from the first idea to its effect, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import streamlit as st

from components import notice, session
from components.language import TIME_ZONE, _, day
from components.plain_text import escaped, quoted
from components.plan import measures_words as words
from components.plan import story_texts
from components.plan.measures_desk import Desk, tried
from components.plan.story_texts import Before, Entry
from data.model.measures_view import MeasureView
from data.model.plan import MeasureStatus, PlanEvent, PlanEventKind, Priority

PLACE = "measure_remark"
LONGEST_SENTENCE = 500
SHOWN_OF_A_TEXT = 60
ALWAYS_SHOWN = 12


@dataclass(frozen=True)
class Chapter:
    """What one person did on one day, in a sentence, what was said with it, and the longer texts it replaced."""

    heading: str
    sentence: str
    said: str
    before: tuple[Before, ...] = ()


def shown(desk: Desk, view: MeasureView, effect: str) -> None:
    """The story with what is expected at its end, and the line for a remark."""
    chapters = list(_chapters(view.story, view.priorities))
    hidden = len(chapters) - ALWAYS_SHOWN
    if hidden > 1 and not st.toggle(_("Auch die {n} mittleren Einträge zeigen", n=hidden), key="whole_story"):
        chapters = [*chapters[:3], *chapters[-(ALWAYS_SHOWN - 3) :]]
    with st.container(key="measure_story"):
        story_texts.shown(Entry(_written(chapter), chapter.before) for chapter in chapters)
    if effect:
        st.markdown(f":material/flag: {effect}")
    if view.may_plan:
        _remark(desk, view)


def _written(chapter: Chapter) -> str:
    said = f"\n\n{quoted(chapter.said)}" if chapter.said else ""
    return f"**{chapter.heading}** {chapter.sentence}{said}"


def _remark(desk: Desk, view: MeasureView) -> None:
    notice.show(PLACE)
    with st.form("add_remark", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Was ist geschehen? Ein Satz."), key="new_remark", max_chars=LONGEST_SENTENCE)
        st.form_submit_button(_("Eintragen"), icon=":material/edit_note:", on_click=_say, args=(desk, view))


def _say(desk: Desk, view: MeasureView) -> None:
    if tried(PLACE, desk.remark, view.stated.measure.id, session.widget_value("new_remark") or ""):
        session.set_widget_value("new_remark", "")


def _chapters(story: Sequence[PlanEvent], priorities: Sequence[Priority]) -> Iterator[Chapter]:
    for (date, by, kind), events in groupby(
        story, lambda event: (event.at.astimezone(TIME_ZONE).date(), *_same(event))
    ):
        heading = f"{day(date)}:"
        name = escaped(by) or _("Jemand")
        if kind is PlanEventKind.CHANGED:
            told = list(_changes(list(events), priorities))
            if told:
                changes = "; ".join(line for line, _before in told)
                sentence = _("{name} hat geändert: {changes}.", name=name, changes=changes)
                yield Chapter(heading, sentence, "", tuple(before for _line, before in told if before))
        else:
            for event in events:
                yield Chapter(heading, _sentence(event, name, priorities), event.sentence)


def _same(event: PlanEvent) -> tuple[str, PlanEventKind]:
    """What may be told together: edits of one person on one day."""
    return event.by, event.kind


def _changes(events: Sequence[PlanEvent], priorities: Sequence[Priority]) -> Iterator[tuple[str, Before | None]]:
    """Edits of one person on one day, each part once: from what it was before the first to what it was in the end."""
    edits: dict[str, list[PlanEvent]] = {}
    for event in events:
        # Each step is a matter of its own, though all have the same name as a part.
        key = f"{event.part}:{event.before or event.after}" if event.part == "steps" else event.part
        edits.setdefault(key, []).append(event)
    for of_part in edits.values():
        whole = replace(of_part[-1], before=of_part[0].before)
        texts = story_texts.replaced(of_part, SHOWN_OF_A_TEXT)
        if whole.part == "steps":
            yield _step_change(whole), None
        elif texts:
            name = words.part_name(whole.part)
            yield story_texts.rewritten(name, whole.after), Before(name, texts)
        elif whole.before != whole.after:
            yield _change(whole, priorities), None


def _change(event: PlanEvent, priorities: Sequence[Priority]) -> str:
    if event.part.startswith("expected:"):
        name = _("erwartete Stufe bei {question}", question=event.part.partition(":")[2])
        before, after = event.before or "–", event.after or "–"
    else:
        name = words.part_name(event.part)
        before, after = (words.part_value(event.part, value, priorities) for value in (event.before, event.after))
    if event.before:
        return f"{name}: {before} → {after}"
    return _("{part} ergänzt", part=name) if len(event.after) > SHOWN_OF_A_TEXT else f"{name}: {after}"


def _step_change(event: PlanEvent) -> str:
    before, after = escaped(event.before), escaped(event.after)
    if not event.before:
        return _("Schritt „{title}“ hinzugefügt", title=after)
    if not event.after:
        return _("Schritt „{title}“ gelöscht", title=before)
    return _("Schritt „{title}“ angepasst", title=after)


def _sentence(event: PlanEvent, name: str, priorities: Sequence[Priority]) -> str:
    if event.kind is PlanEventKind.STATUS:
        return _moved(event, name)
    if event.kind in (PlanEventKind.CONTESTED, PlanEventKind.SETTLED):
        return _contested(event, name, priorities)
    if event.kind is PlanEventKind.REMARK and event.part:
        return _wished(event, name)
    if event.kind is PlanEventKind.DECIDED:
        return story_texts.decided(event)
    told = {
        PlanEventKind.ADDED: _("{name} hat die Maßnahme aufgenommen."),
        PlanEventKind.IMPORTED: _("{name} hat eine Datei übernommen: „{after}“."),
        PlanEventKind.IMPORT_UNDONE: _("{name} hat eine Übernahme aus einer Datei zurückgenommen: „{after}“."),
        PlanEventKind.STEP_DONE: _("{name} meldet einen Schritt als erledigt: „{after}“."),
        PlanEventKind.REMARK: _("{name} schreibt:"),
        PlanEventKind.OUTCOME: _("{name} sagt zur Runde {after}, warum es so gekommen ist:"),
    }
    return told[event.kind].format(name=name, after=escaped(event.after))


def _moved(event: PlanEvent, name: str) -> str:
    before, after = (words.status(MeasureStatus(value)) for value in (event.before, event.after))
    told = _("{name} hat den Stand von „{before}“ auf „{after}“ gesetzt", name=name, before=before, after=after)
    return f"{told}:" if event.sentence else f"{told}."


def _wished(event: PlanEvent, name: str) -> str:
    before, after = (words.status(MeasureStatus(value)) for value in (event.before, event.after))
    return _(
        "{name} hat in einer Datei den Stand „{after}“ gewünscht; er blieb „{before}“.",
        name=name,
        after=after,
        before=before,
    )


def _contested(event: PlanEvent, name: str, priorities: Sequence[Priority]) -> str:
    before, after = (words.part_value(event.part, value, priorities) for value in (event.before, event.after))
    part = words.part_name(event.part)
    if event.kind is PlanEventKind.SETTLED:
        told = _("{name} hat entschieden: {part} bleibt „{after}“ (vorgeschlagen war „{before}“).")
        return told.format(name=name, part=part, before=before, after=after)
    return _(
        "{name} schlägt für {part} „{after}“ vor; gespeichert war inzwischen „{before}“.",
        name=name,
        part=part,
        after=after,
        before=before,
    )
