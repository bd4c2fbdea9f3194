"""All measures: what needs a look today, a new one in one line, filters, and the ways to look at them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import address, meanwhile, notice, session
from components.language import _, plural
from components.notice import Notice
from components.page_frame import empty_state, lead
from components.plain_text import escaped
from components.plan import measures_board, measures_list, measures_place, measures_timeline
from components.plan import measures_words as words
from components.plan.measures_desk import Desk, tried
from components.plan.measures_place import Param, View, Wish
from components.plan.measures_words import Look
from components.questionnaire import redraw
from components.session import Key
from data.model.measures_view import MeasuresView, StatedMeasure
from data.model.plan import MeasureStatus

NEW = "new_measure"
LONGEST_TITLE = 200


def shown(desk: Desk, view: MeasuresView) -> None:
    """The whole page without a measure of its own."""
    redraw.drawn(redraw.PAGE)
    st.title(_("Maßnahmen"))
    notice.show(notice.TOP)
    if not view.measures:
        _none_yet(desk, view)
        return
    wished = measures_place.wish()
    lead(words.today_sentence(view.measures))
    _looks(view)
    meanwhile.told(partial(_changes, desk, _stamp(view)))
    _add(desk, view, wished)
    _views(wished)
    _filters(view, wished)
    found = measures_place.fitting(view.measures, wished, view.priorities)
    _how_many(found, view, wished)
    match wished.view:
        case View.BOARD:
            measures_board.shown(found)
        case View.TIMELINE:
            measures_timeline.shown(found, view, desk.today, wished)
        case _:
            measures_list.shown(desk, found, view, wished)
    st.divider()
    measures_place.view_link(View.FILE, _("Liste als Datei herunterladen oder hochladen"), ":material/table_convert:")


def _none_yet(desk: Desk, view: MeasuresView) -> None:
    empty_state(
        _("Noch keine Maßnahme"),
        _(
            "Eine Maßnahme ist ein konkreter Schritt unter einem Schwerpunkt: wer tut was bis wann. Beginnen Sie mit "
            "einem Titel. Alles andere ergänzen Sie, sobald Sie es wissen."
        )
        if view.may_plan
        else _("Maßnahmen stehen hier, sobald die erste aufgenommen ist."),
    )
    if view.may_plan:
        _add(desk, view, Wish())
        measures_place.view_link(
            View.FILE, _("Oder eine vorhandene Liste aus Excel hochladen"), ":material/upload_file:"
        )


def _looks(view: MeasuresView) -> None:
    found = [words.looks(stated) for stated in view.measures]
    counts = {look: sum(look in reasons for reasons in found) for look in Look}
    names = {look: f"{words.look_name(look)} ({n})" for look, n in counts.items() if n}
    asked = measures_place.wish().look
    if asked is not None and asked not in names:
        names[asked] = f"{words.look_name(asked)} (0)"  # else nothing would tell why the list is empty
    if not names:
        return
    measures_place.keep_in_step("measures_look", asked)
    st.pills(
        _("Nur diese zeigen"),
        list(names),
        format_func=names.__getitem__,
        key="measures_look",
        on_change=_told,
        args=("measures_look", Param.LOOK),
        label_visibility="collapsed",
        wrap=True,
    )


def _add(desk: Desk, view: MeasuresView, wished: Wish) -> None:
    """A new measure in one line; under the priority that is being looked at."""
    if not view.may_plan:
        return
    priority = next((each for each in view.priorities if str(each.id) == wished.priority), None)
    with st.form("add_measure", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Neue Maßnahme")
            if priority is None
            else _("Neue Maßnahme unter „{title}“", title=escaped(priority.title)),
            key=NEW,
            max_chars=LONGEST_TITLE,
            placeholder=_("Ein Titel genügt, zum Beispiel: Sprachmittlung im Bürgerbüro"),
        )
        st.form_submit_button(
            _("Aufnehmen"), icon=":material/add:", on_click=_added, args=(desk, priority.id if priority else None)
        )
    notice.show(NEW)
    added: tuple[int, str] | None = session.take(Key.ADDED_MEASURE)
    if added is not None:
        measures_place.measure_link(
            added[0], _("„{title}“ jetzt ausarbeiten", title=escaped(added[1])), ":material/edit_note:"
        )


def _added(desk: Desk, priority_id: int | None) -> None:
    title = (session.widget_value(NEW) or "").strip()
    made: list[tuple[int, str]] = []

    def add() -> None:
        measure = desk.add(title, priority_id)
        made.append((measure.id, measure.title))

    if tried(NEW, add):
        session.set_widget_value(NEW, "")
        session.put(Key.ADDED_MEASURE, made[0])
        notice.tell(Notice(NEW, _("Aufgenommen als Idee: „{title}“.", title=escaped(made[0][1])), went_well=True))


def _views(wished: Wish) -> None:
    names = {
        View.LIST: _(":material/list: Liste"),
        View.BOARD: _(":material/view_kanban: Tafel"),
        View.TIMELINE: _(":material/view_timeline: Zeitleiste"),
    }
    measures_place.keep_in_step("measures_view", wished.view)
    st.segmented_control(
        _("Ansicht"),
        list(names),
        format_func=names.__getitem__,
        key="measures_view",
        required=True,
        on_change=_told,
        args=("measures_view", Param.VIEW),
        label_visibility="collapsed",
    )


def _filters(view: MeasuresView, wished: Wish) -> None:
    priorities = {str(each.id): each.title for each in view.priorities} | {measures_place.NO_PRIORITY: _("ohne")}
    states = {measures_place.ALL_OPEN: _("alle offenen")}
    states |= {measures_place.STATUS_SLUGS[each]: words.status(each) for each in MeasureStatus}
    units = {unit: unit for unit in view.units}
    with st.container(horizontal=True, vertical_alignment="bottom", key="measure_filters"):
        _choice(_("Schwerpunkt"), priorities, wished.priority, Param.PRIORITY)
        _choice(_("Stand"), states, wished.status, Param.STATUS)
        _choice(_("Zuständige Stelle"), units, wished.unit, Param.UNIT)
        measures_place.keep_in_step("measures_text", wished.text)
        st.text_input(
            _("Suche"),
            key="measures_text",
            type="search",
            icon=":material/search:",
            on_change=_told,
            args=("measures_text", Param.TEXT),
        )


def _choice(label: str, names: dict[str, str], asked: str, param: Param) -> None:
    key = f"measures_{param.value}"
    measures_place.keep_in_step(key, asked if asked in names else None)
    st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        index=None,
        placeholder=_("alle"),
        on_change=_told,
        args=(key, param),
    )


def _told(key: str, param: Param) -> None:
    address.tell(param, session.widget_value(key) or "")


def _how_many(found: list[StatedMeasure], view: MeasuresView, wished: Wish) -> None:
    if not wished.filters:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="measures_found"):
        st.markdown(
            plural(
                "**Eine** von {all} Maßnahmen passt.",
                "**{n}** von {all} Maßnahmen passen.",
                len(found),
                all=len(view.measures),
            )
        )
        st.button(
            _("Alle zeigen"),
            key="show_all_measures",
            type="tertiary",
            icon=":material/filter_alt_off:",
            on_click=measures_place.clear_filters,
        )


Stamp = tuple[tuple[int, int], ...]


def _stamp(view: MeasuresView) -> Stamp:
    return tuple((stated.measure.id, stated.measure.revision) for stated in view.measures)


def _changes(desk: Desk, seen: Stamp) -> str:
    """How many measures others changed since the list was drawn, in a sentence; empty for none."""
    changed = {measure_id for measure_id, _revision in set(_stamp(desk.overview())) ^ set(seen)}
    if not changed:
        return ""
    return plural(
        "Inzwischen hat sich eine Maßnahme geändert.", "Inzwischen haben sich {n} Maßnahmen geändert.", len(changed)
    )
