"""The agenda of a meeting that is planned: its order and minutes, and what it could still hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from components import notice, session
from components.language import _, plural
from components.meetings import words
from components.meetings.desk import Desk
from components.plain_text import escaped, spoken
from components.plan.measures_desk import click, tried
from components.plan.measures_place import keep_in_step
from data.model.meetings import AgendaItem, ItemKind, ProposedItem
from data.model.meetings_view import ItemView, MeetingView

PLACE, PROPOSALS = "meeting_agenda", "meeting_proposals"
LONGEST_TITLE, MOST_MINUTES, USUAL_MINUTES = 200, 8 * 60, 10


def shown(desk: Desk, view: MeetingView) -> None:
    """The items in their order, with what can be done with each, and the sum of their minutes."""
    notice.show(PLACE)
    if not view.items:
        st.markdown(
            _("Noch leer. Übernehmen Sie unten, was vorgeschlagen ist, oder ergänzen Sie einen eigenen Punkt.")
            if view.may_plan
            else _("Auf der Tagesordnung steht noch nichts.")
        )
    elif not view.may_plan:
        as_text(view, desk.today)
    else:
        with st.container(key="agenda_list", gap=None):
            for number, each in enumerate(view.items, start=1):
                _row(desk, view, each, number)
    if view.items:
        with st.container(key="agenda_sum"):
            st.markdown(words.fits(view.planned_minutes, view.meeting.minutes))
    if view.may_plan:
        add_form(desk, view)


def as_text(view: MeetingView, today: date) -> None:
    """The agenda to read."""
    st.markdown("\n".join(f"{n}. {_told(each.item, view, today)}" for n, each in enumerate(view.items, start=1)))


def _told(item: AgendaItem | ProposedItem, view: MeetingView, today: date) -> str:
    """Title and reasons in two lines of Markdown."""
    reasons = " · ".join(escaped(reason) for reason in words.reasons(item, view, today))
    title = f"**{escaped(words.title_of(item, view))}**"
    return f"{title}  \n:gray[{reasons}]" if reasons else title


def _row(desk: Desk, view: MeetingView, each: ItemView, number: int) -> None:
    item, title = each.item, escaped(words.title_of(each.item, view))
    with st.container(key=f"agenda_row_{item.id}"):
        st.markdown(f"{number}\\.")
        st.markdown(_told(item, view, desk.today))
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"agenda_tools_{item.id}"):
            _minutes(desk, item, words.title_of(item, view))
            ids = [other.item.id for other in view.items]
            for step, icon, label in ((-1, "arrow_upward", _("nach oben")), (1, "arrow_downward", _("nach unten"))):
                st.button(
                    _("{title}: {step}", title=title, step=label),
                    key=f"move_{item.id}_{step}",
                    type="tertiary",
                    icon=f":material/{icon}:",
                    disabled=not 0 <= number - 1 + step < len(ids),
                    on_click=_moved,
                    args=(desk, view.meeting.id, ids, item.id, step),
                )
            _more(desk, item, title)


def _minutes(desk: Desk, item: AgendaItem, title: str) -> None:
    key = f"item_minutes_{item.id}"
    keep_in_step(key, item.minutes)
    st.number_input(
        _("Minuten für {title}", title=spoken(title)),
        0,
        MOST_MINUTES,
        step=5,
        key=key,
        label_visibility="collapsed",
        width=100,
        on_change=_set_minutes,
        args=(desk, item),
    )
    st.markdown(_("min"), width="content")


def _set_minutes(desk: Desk, item: AgendaItem) -> None:
    minutes = session.widget_value(f"item_minutes_{item.id}")
    tried(PLACE, desk.agendas.edit_item, item, item.title, item.minutes if minutes is None else minutes)


def _more(desk: Desk, item: AgendaItem, title: str) -> None:
    """Rename a free item, or take one off; its state in the key, so that nobody stores over what they have not seen."""
    label = _("{title}: mehr", title=title)
    with st.popover(label, type="tertiary", icon=":material/more_vert:", key=f"more_{item.id}_{hash(item.title)}"):
        if item.kind is ItemKind.FREE:
            key = f"item_title_{item.id}_{hash(item.title)}"
            st.text_input(_("Titel"), item.title, max_chars=LONGEST_TITLE, key=key)
            st.button(_("Speichern"), key=f"rename_{item.id}", type="primary", on_click=_rename, args=(desk, item, key))
        remove = partial(click, PLACE, desk.agendas.remove_item, item.id)
        label = _("Von der Tagesordnung nehmen")
        st.button(label, key=f"remove_item_{item.id}", icon=":material/delete:", on_click=remove)


def _rename(desk: Desk, item: AgendaItem, key: str) -> None:
    title = session.widget_value(key) or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(title)) if title.strip() else ""
    tried(PLACE, desk.agendas.edit_item, item, title, item.minutes, otherwise=said)


def _moved(desk: Desk, meeting_id: int, ids: Sequence[int], item_id: int, step: int) -> None:
    order, place = list(ids), ids.index(item_id)
    order[place], order[place + step] = order[place + step], order[place]
    tried(PLACE, desk.agendas.put_in_order, meeting_id, order)


def add_form(desk: Desk, view: MeetingView, key: str = "add_item") -> None:
    """A new item in one line."""
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Eigener Punkt"), key=f"{key}_title", max_chars=LONGEST_TITLE)
        st.number_input(_("Minuten"), 0, MOST_MINUTES, USUAL_MINUTES, step=5, key=f"{key}_minutes", width=120)
        st.form_submit_button(_("Ergänzen"), icon=":material/add:", on_click=_add, args=(desk, view.meeting.id, key))


def _add(desk: Desk, meeting_id: int, key: str) -> None:
    title, minutes = session.widget_value(f"{key}_title") or "", session.widget_value(f"{key}_minutes")
    if tried(PLACE, desk.agendas.add_item, meeting_id, title, USUAL_MINUTES if minutes is None else minutes):
        session.set_widget_value(f"{key}_title", "")


def proposals(desk: Desk, view: MeetingView) -> None:
    """What the agenda could still hold, with the reasons: ticked and taken over, or all at once."""
    st.header(_("Vorschläge"))
    notice.show(PROPOSALS)
    if not view.proposals:
        st.markdown(_("Zurzeit drängt nichts weiter: Nichts ist überfällig, blockiert, vertagt oder zu entscheiden."))
        return
    st.markdown(_("Das braucht die Steuerungsgruppe aus heutiger Sicht. Wählen Sie aus und passen Sie die Zeiten an."))
    with st.form("proposals", border=False):
        with st.container(key="proposal_list", gap=None):
            for proposal in view.proposals:
                _proposal(view, proposal, desk.today)
        total = sum(proposal.minutes for proposal in view.proposals)
        with st.container(horizontal=True):
            picked = partial(_take_up, desk, view, only_picked=True)
            st.form_submit_button(_("Ausgewählte übernehmen"), key="take_picked", type="primary", on_click=picked)
            label = _("Alle übernehmen ({minutes})", minutes=words.minutes(total))
            every = partial(_take_up, desk, view, only_picked=False)
            st.form_submit_button(label, key="take_all", icon=":material/done_all:", on_click=every)


def _proposal(view: MeetingView, proposal: ProposedItem, today: date) -> None:
    title = escaped(words.title_of(proposal, view))
    with st.container(key=f"proposal_row_{_slug(proposal)}"):
        with st.container(gap=None):
            st.checkbox(f"**{title}**", key=_pick_key(proposal), wrap=True)
            st.markdown(":gray[" + " · ".join(escaped(each) for each in words.reasons(proposal, view, today)) + "]")
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", width="content"):
            st.number_input(
                _("Minuten für {title}", title=spoken(words.title_of(proposal, view))),
                0,
                MOST_MINUTES,
                proposal.minutes,
                step=5,
                key=f"proposal_minutes_{_slug(proposal)}",
                label_visibility="collapsed",
                width=100,
            )
            st.markdown(_("min"), width="content")


def _take_up(desk: Desk, view: MeetingView, *, only_picked: bool) -> None:
    wished = [
        replace(each, minutes=_wished_minutes(each))
        for each in view.proposals
        if not only_picked or session.widget_value(_pick_key(each))
    ]
    if not wished:
        notice.tell(notice.Notice(PROPOSALS, _("Bitte wählen Sie zuerst etwas aus."), went_well=False))
        return
    added: list[int] = []
    if tried(PROPOSALS, lambda: added.append(desk.agendas.take_up(view.meeting.id, wished))):
        for each in wished:
            session.set_widget_value(_pick_key(each), False)
        notice.tell(notice.Notice(PLACE, _taken_up(added[0], len(wished)), went_well=added[0] > 0))


def _taken_up(added: int, wished: int) -> str:
    """How many items stand on the agenda now, and of how many others that was not needed any more."""
    told = []
    if added:
        told.append(
            plural(
                "Ein Punkt steht jetzt auf der Tagesordnung.", "{n} Punkte stehen jetzt auf der Tagesordnung.", added
            )
        )
    if added < wished:
        told.append(
            plural(
                "Einen Punkt hat inzwischen jemand anderes übernommen oder gestrichen.",
                "{n} Punkte hat inzwischen jemand anderes übernommen oder gestrichen.",
                wished - added,
            )
        )
    return " ".join(told)


def _wished_minutes(proposal: ProposedItem) -> int:
    typed = session.widget_value(f"proposal_minutes_{_slug(proposal)}")
    return proposal.minutes if typed is None else int(typed)


def _pick_key(proposal: ProposedItem) -> str:
    return f"pick_proposal_{_slug(proposal)}"


def _slug(proposal: ProposedItem) -> str:
    return proposal.key.replace(":", "_")
