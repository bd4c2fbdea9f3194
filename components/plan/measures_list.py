"""The measures as a list: sorted, a page at a time, and several of them changed at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from components import address, notice, session
from components.language import _, plural
from components.notice import Notice
from components.paging import page_of
from components.plain_text import escaped
from components.plan import measures_place
from components.plan import measures_words as words
from components.plan.measures_desk import Desk, tried
from components.plan.measures_fields import DAY_FORMAT, FIRST_DAY, LAST_DAY, unit_field
from components.plan.measures_place import Param, Sort, Wish
from components.session import Key
from data.model.measures_view import MeasuresView, StatedMeasure
from data.model.plan import Measure, MeasureStatus

SHOWN_AT_ONCE = 20
BULK = "bulk_measures"
LONGEST_SENTENCE = 500
BULK_PARTS = ("responsible_unit", "due_on", "next_review_on", "priority_id", "status")


def shown(desk: Desk, found: Sequence[StatedMeasure], view: MeasuresView, wished: Wish) -> None:
    """The list, with what can be done with several measures at once above it."""
    notice.show(BULK)
    picked = _picked(found)
    if picked:
        _bulk(desk, picked, found, view)
    if not found:
        return
    with st.container(key="measure_list", gap=None):
        _headings(wished)
        for stated in page_of(found, SHOWN_AT_ONCE, "measures_page"):
            _row(stated, view, is_picked=stated in picked)


def _headings(wished: Wish) -> None:
    names = {
        Sort.TITLE: _("Maßnahme"),
        Sort.STATUS: _("Stand"),
        Sort.UNIT: _("Zuständige Stelle"),
        Sort.DUE: _("Termin"),
    }
    with st.container(key="measure_headings"):
        for sort, name in names.items():
            is_sorted = sort is wished.sort
            arrow = (" ↓" if wished.descending else " ↑") if is_sorted else ""
            turned = f"-{sort.value}" if is_sorted and not wished.descending else sort.value
            st.button(
                f"**{name}{arrow}**" if is_sorted else name,
                key=f"sort_{sort.value}",
                type="tertiary",
                help=_("Nach dieser Spalte sortieren"),
                on_click=address.tell,
                args=(Param.SORT, turned),
            )


def _row(stated: StatedMeasure, view: MeasuresView, *, is_picked: bool) -> None:
    measure = stated.measure
    with st.container(key=f"measure_row_{measure.id}"):
        if view.may_plan:
            key = f"pick_{measure.id}"
            measures_place.keep_in_step(key, is_picked)
            st.checkbox(
                _("„{title}“ auswählen", title=escaped(measure.title)),
                key=key,
                on_change=_pick,
                args=(measure.id,),
                label_visibility="collapsed",
            )
        with st.container(gap=None, key=f"measure_name_{measure.id}"):
            measures_place.measure_link(measure.id, escaped(measure.title))
            priority = words.priority_title(measure.priority_id, view.priorities)
            details = [escaped(priority)] if priority else []
            because = words.blocked(measure)
            if details or because:
                st.caption("  \n".join([*details, *([because] if because else [])]))
        badges = [words.status_badge(measure.status), *words.look_badges(stated)]
        unit = escaped(measure.responsible_unit) or "–"
        st.markdown(f"{' '.join(badges)}\n\n{unit}\n\n{words.until(measure)}")


def _picked(found: Sequence[StatedMeasure]) -> list[StatedMeasure]:
    """The measures that are picked, as far as the filters show them: nobody changes what they do not see."""
    ids: frozenset[int] = session.get(Key.PICKED_MEASURES, frozenset())
    return [stated for stated in found if stated.measure.id in ids]


def _pick(measure_id: int) -> None:
    ids: frozenset[int] = session.get(Key.PICKED_MEASURES, frozenset())
    wanted = bool(session.widget_value(f"pick_{measure_id}"))
    session.put(Key.PICKED_MEASURES, ids | {measure_id} if wanted else ids - {measure_id})


def _pick_these(ids: frozenset[int]) -> None:
    session.put(Key.PICKED_MEASURES, ids)


def _bulk(desk: Desk, picked: list[StatedMeasure], found: Sequence[StatedMeasure], view: MeasuresView) -> None:
    measures = [stated.measure for stated in picked]
    with st.container(border=True, key=BULK):
        with st.container(horizontal=True, vertical_alignment="center"):
            count = plural("**Eine Maßnahme ausgewählt**", "**{n} Maßnahmen ausgewählt**", len(picked))
            st.markdown(count, width="content")
            if len(picked) < len(found):
                every = frozenset(stated.measure.id for stated in found)
                label = _("Alle {n} auswählen", n=len(found))
                st.button(label, key="pick_all", type="tertiary", on_click=_pick_these, args=(every,))
            label = _("Auswahl aufheben")
            st.button(label, key="pick_none", type="tertiary", on_click=_pick_these, args=(frozenset(),))
        part = st.pills(
            _("Was soll sich bei allen ändern?"), BULK_PARTS, format_func=words.part_name, key="bulk_part", wrap=True
        )
        if part == "status":
            _bulk_status(desk, picked, measures)
        elif part is not None:
            _bulk_value(desk, part, measures, view)


def _bulk_value(desk: Desk, part: str, measures: list[Measure], view: MeasuresView) -> None:
    key, is_emptied = f"bulk_{part}", bool(session.widget_value(_empty_key(part)))
    if part == "responsible_unit":
        unit_field(_("Neue zuständige Stelle"), view.units, key, disabled=is_emptied)
    elif part == "priority_id":
        names = {each.id: each.title for each in view.priorities}
        st.selectbox(
            _("Neuer Schwerpunkt"),
            list(names),
            format_func=names.__getitem__,
            index=None,
            key=key,
            placeholder=_("Schwerpunkt wählen"),
            disabled=is_emptied,
        )
    else:
        label = _("Neuer Termin") if part == "due_on" else _("Neue Wiedervorlage")
        st.date_input(label, None, FIRST_DAY, LAST_DAY, key=key, format=DAY_FORMAT, disabled=is_emptied)
    st.checkbox(_("Stattdessen bei allen leeren"), key=_empty_key(part))
    n = len(measures)
    label = plural("Bei einer Maßnahme leeren", "Bei {n} Maßnahmen leeren", n) if is_emptied else _change_label(n)
    _bulk_button(label, partial(_change_all, desk, part, measures))


def _empty_key(part: str) -> str:
    return f"bulk_empty_{part}"


def _bulk_status(desk: Desk, picked: list[StatedMeasure], measures: list[Measure]) -> None:
    common = [to for to in MeasureStatus if all(to in stated.may_become for stated in picked)]
    if not common:
        st.markdown(_("Für diese Maßnahmen gibt es keinen gemeinsamen neuen Stand. Wählen Sie weniger aus."))
        return
    to = st.pills(_("Neuer Stand"), common, format_func=words.status, key="bulk_status", wrap=True)
    if to is None:
        return
    st.text_input(words.why(to), key="bulk_sentence", max_chars=LONGEST_SENTENCE)
    _bulk_button(_change_label(len(measures)), partial(_move_all, desk, measures, to))


def _change_label(n: int) -> str:
    return plural("Bei einer Maßnahme ändern", "Bei {n} Maßnahmen ändern", n)


def _bulk_button(label: str, on_click: partial[None]) -> None:
    st.button(label, key="bulk_change", type="primary", icon=":material/done_all:", on_click=on_click)


def _change_all(desk: Desk, part: str, measures: list[Measure]) -> None:
    is_emptied = bool(session.widget_value(_empty_key(part)))
    value: Any = None if is_emptied else session.widget_value(f"bulk_{part}") or None
    if value is None and not is_emptied:  # a field that nobody filled in must not empty two hundred measures
        choose = _("Bitte wählen Sie zuerst, was bei allen gelten soll ({part}).", part=words.part_name(part))
        notice.tell(Notice(BULK, choose, went_well=False))
        return
    done: list[str] = []

    def change() -> None:
        saved = desk.edit_many(measures, {part: "" if part == "responsible_unit" and value is None else value})
        done.append(plural("Eine Maßnahme geändert.", "{n} Maßnahmen geändert.", saved.changed))
        if saved.contested:
            titles = "; ".join(escaped(each.title) for each in measures if each.id in saved.contested)
            done.append(
                _(
                    "Hier hatte inzwischen jemand anderes etwas eingetragen, deshalb wartet Ihre Angabe daneben: "
                    "{titles}.",
                    titles=titles,
                )
            )

    if tried(BULK, change):
        _done(" ".join(done))


def _move_all(desk: Desk, measures: list[Measure], to: MeasureStatus) -> None:
    sentence = session.widget_value("bulk_sentence") or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(sentence)) if sentence else ""
    if tried(BULK, desk.set_status_of_many, measures, to, sentence, otherwise=said):
        _done(
            plural(
                "Eine Maßnahme hat jetzt den Stand „{status}“.",
                "{n} Maßnahmen haben jetzt den Stand „{status}“.",
                len(measures),
                status=words.status(to),
            )
        )


def _done(sentence: str) -> None:
    session.put(Key.PICKED_MEASURES, frozenset())
    session.set_widget_value("bulk_part", None)
    notice.tell(Notice(BULK, sentence, went_well=True))
