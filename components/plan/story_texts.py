"""Stories with their longer texts: where a line says only that one was written anew, what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from components.language import _, moment
from components.plain_text import escaped, quoted
from data.model.plan import PlanEvent

ONE_SITTING = timedelta(minutes=30)


@dataclass(frozen=True)
class Before:
    """What stood in a part, named for people, until these edits replaced it; the first one first."""

    name: str
    edits: tuple[PlanEvent, ...]


@dataclass(frozen=True)
class Entry:
    """One entry of a story in Markdown, and the texts that it does not show."""

    line: str
    before: tuple[Before, ...] = ()


def shown(entries: Iterable[Entry]) -> None:
    """The entries, one below the other, with earlier texts folded away under theirs."""
    lines: list[str] = []
    for entry in entries:
        lines.append(entry.line)
        if entry.before:
            st.markdown("\n\n".join(lines))
            lines = []
        for each in entry.before:
            with st.expander(_("Vorher: {part}", part=each.name), icon=":material/history:", type="compact"):
                st.markdown("\n\n".join(_state(edit) for edit in each.edits))
    if lines:
        st.markdown("\n\n".join(lines))


def replaced(edits: Sequence[PlanEvent], longest: int, *, after: PlanEvent | None = None) -> tuple[PlanEvent, ...]:
    """Of edits of one part in their order, those that replaced a text which a line of its own does not show.

    Texts up to `longest` characters stand in the line. A state that the same person typed on within half an hour was
    not left standing; one that was emptied was. `after` is the edit before these, if there was one.
    """
    found: dict[str, PlanEvent] = {}
    for edit in edits:
        if edit.before and edit.before != edits[-1].after and _was_left(edit, after):
            found[edit.before] = edit
        after = edit
    is_long = any(len(text) > longest for text in (*found, edits[-1].after))
    return tuple(found.values()) if is_long else ()


def rewritten(name: str, after: str) -> str:
    """What a line says of a part whose texts are too long for it."""
    return _("{part} neu gefasst", part=name) if after else _("{part} geleert", part=name)


def decided(event: PlanEvent) -> str:
    """What a line says of a decision, with the one whose place it took."""
    if event.before:
        return _(
            "In der Sitzung beschlossen, Beschluss {after} (bisher: {before}):",
            after=escaped(event.after),
            before=escaped(event.before),
        )
    return _("In der Sitzung beschlossen, Beschluss {after}:", after=escaped(event.after))


def _was_left(edit: PlanEvent, earlier: PlanEvent | None) -> bool:
    is_other = earlier is None or earlier.by != edit.by or edit.at - earlier.at > ONE_SITTING
    return is_other or not edit.after


def _state(edit: PlanEvent) -> str:
    return "**" + _("Bis {at}:", at=moment(edit.at)) + "**\n\n" + quoted(edit.before)
