"""The parts of a measure as fields: each is stored when it changes, and two people may edit at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from components import notice, session
from components.language import _
from components.plain_text import escaped
from components.plan import contests
from components.plan import measures_words as words
from components.plan.measures_desk import Edits, click, tried
from components.plan.measures_fields import DAY_FORMAT, FIRST_DAY, LAST_DAY, unit_field
from components.questionnaire.words import when
from components.session import Key
from data.model.answer_import import note_text
from data.model.measures_view import MeasureView
from data.model.plan import Contest, Measure

LONGEST = {
    "title": 200,
    "description": 4_000,
    "responsible_unit": 200,
    "participants": 500,
    "indicator": 500,
    "decision": 200,
}
MOST = {"budget_euro": 10_000_000_000, "staff_days": 1_000_000}
STEP = {"budget_euro": 500, "staff_days": 1}
DAYS = ("begins_on", "due_on", "next_review_on")
ORDER = (
    ("title",),
    ("description",),
    ("priority_id", "responsible_unit"),
    ("participants", "indicator"),
    ("begins_on", "due_on"),
    ("next_review_on", "decision"),
    ("budget_euro", "staff_days"),
)
"""The fields row by row, as they stand beside each other on wide pages."""


def fields(desk: Edits, view: MeasureView, rows: Sequence[Sequence[str]] = ORDER) -> None:
    """The parts of a measure to edit in place, row by row; for who does not plan, what they say."""
    measure = view.stated.measure
    if not view.may_plan:
        _as_text(view)
        return
    changed = _changed_since_shown(measure, view.contests)
    for row in rows:
        columns = st.columns(len(row)) if len(row) > 1 else [st.container()]
        for part, column in zip(row, columns, strict=True):
            with column, st.container(key=f"measure_part_{part}"):
                notice.show(_place(part))
                _in_step(measure, part, changed)
                _field(desk, view, part)
                for number, contest in enumerate(each for each in view.contests if each.part == part):
                    settle = partial(_settle, desk, measure.id, contest)
                    written = partial(words.part_value, priorities=view.priorities)
                    contests.shown(contest, words.part_name(part), written, settle, f"contest_{part}_{number}")
    _saved(view)


def _field(desk: Edits, view: MeasureView, part: str) -> None:
    measure_id = view.stated.measure.id
    label, key = words.part_name(part), _key(measure_id, part)
    stored: dict[str, Any] = {"key": key, "on_change": _store, "args": (desk, measure_id, part)}
    if part == "description":
        st.text_area(label, max_chars=LONGEST[part], height=110, **stored)
    elif part == "priority_id":
        names = {each.id: each.title for each in view.priorities}
        st.selectbox(
            label, list(names), index=None, format_func=names.__getitem__, placeholder=_("noch keiner"), **stored
        )
    elif part == "responsible_unit":
        unit_field(label, view.units, **stored)
    elif part in DAYS:
        st.date_input(label, None, FIRST_DAY, LAST_DAY, format=DAY_FORMAT, **stored)
    elif part in MOST:
        st.number_input(label, 0, MOST[part], value=None, step=STEP[part], **stored)
    else:
        st.text_input(label, max_chars=LONGEST[part], placeholder=_hint(part), **stored)


def _hint(part: str) -> str:
    return {
        "indicator": _("Woran sehen wir, dass es wirkt?"),
        "participants": _("Ämter, Vereine, Personen"),
        "decision": _("Zum Beispiel: 17/2026"),
    }.get(part, "")


def _as_text(view: MeasureView) -> None:
    measure = view.stated.measure
    told = {part: getattr(measure, part) for row in ORDER for part in row if part != "title"}
    lines = [
        f"**{words.part_name(part)}:** {words.part_value(part, str(value), view.priorities)}"
        for part, value in told.items()
        if value not in (None, "")
    ]
    st.markdown("  \n".join(lines))


def _settle(desk: Edits, measure_id: int, contest: Contest, take: bool) -> None:
    click(_place(contest.part), desk.settle, measure_id, contest, take)


def _saved(view: MeasureView) -> None:
    last = view.story[-1] if view.story else None
    with st.container(key="saved_measure"):
        if last is not None:
            by = escaped(last.by) or _("unbekannt")
            st.caption(":material/check: " + _("gespeichert {at} von {name}", at=when(last.at), name=by))


def _store(desk: Edits, measure_id: int, part: str) -> None:
    """Store what somebody just chose or typed, based on what this tab showed."""
    shown: dict[int, Measure] = session.get(Key.SHOWN_MEASURES, {})
    base = shown[measure_id]
    typed = session.widget_value(_key(measure_id, part))
    # As it will be stored: a field that differs from what is stored is filled anew, while somebody still types.
    value: Any = note_text(typed or "") if part in LONGEST else typed
    wished = replace(base, **{part: value})
    text = words.part_value(part, str(typed), ()) if typed and part != "priority_id" else ""
    said = _("Nicht gespeichert: „{note}“", note=text) if text else ""
    if not tried(_place(part), desk.edit, base, wished, otherwise=said):
        session.set_widget_value(_key(measure_id, part), _shown_value(base, part))
        return
    # What this tab shows now; where something else is stored, the next run brings the field in step.
    session.put(Key.SHOWN_MEASURES, {**shown, measure_id: wished})


def _changed_since_shown(measure: Measure, waiting: Sequence[Contest]) -> Collection[str]:
    """The parts that are stored otherwise than this tab shows them; now it shows what is stored.

    A text that waits beside the stored one stays in its field: somebody may be typing on.
    """
    shown: dict[int, Measure] = session.get(Key.SHOWN_MEASURES, {})
    before = shown.get(measure.id, measure)
    own = {
        contest.part for contest in waiting if contest.part in LONGEST and contest.wished == _typed(measure, contest)
    }
    kept: dict[str, Any] = {part: getattr(before, part) for part in own}
    session.put(Key.SHOWN_MEASURES, {measure.id: replace(measure, **kept)})
    parts = (part for row in ORDER for part in row)
    return {part for part in parts if part not in own and getattr(before, part) != getattr(measure, part)}


def _typed(measure: Measure, contest: Contest) -> str:
    """What stands in the field of a part, as it would be stored."""
    return note_text(session.widget_value(_key(measure.id, contest.part)) or "")


def _in_step(measure: Measure, part: str, changed: Collection[str]) -> None:
    """Bring a field in step with what is stored, if that changed or the field was not there; before it is drawn."""
    key = _key(measure.id, part)
    if part in changed or not session.has_widget_value(key):
        session.set_widget_value(key, _shown_value(measure, part))


def _shown_value(measure: Measure, part: str) -> Any:
    value = getattr(measure, part)
    return value or None if part == "responsible_unit" else value


def _place(part: str) -> str:
    return f"measure_{part}"


def _key(measure_id: int, part: str) -> str:
    return f"{part}_{measure_id}"
