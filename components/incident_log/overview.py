"""All incidents by their time, with the way to write a new one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import notice, texts
from components.incident_log import held, words
from components.incident_log.desk import Desk
from components.language import _
from components.plain_text import escaped, spoken
from data.errors import Refused
from data.model.incident_log import Incident, IncidentLog

PLACE = "incident_list"


def shown(desk: Desk) -> None:
    """The list, or what to do first."""
    log = held.log()
    notice.show(PLACE)
    if not log.incidents:
        st.markdown(_("Noch steht nichts hier. Vier Angaben genügen für den Anfang: wann, wo, was, wer."))
        # Said to everybody: to know who had a log before would need a trace in the browser.
        st.caption(
            _(
                "Stand hier schon etwas? Nach dem Neuladen oder einer Minute ohne Verbindung ist es weg. Eine "
                "gesicherte Datei lesen Sie unten wieder ein."
            )
        )
    with st.container(horizontal=True, key="incident_begin"):
        st.button(
            _("Vorfall eintragen"),
            key="incident_new",
            type="primary" if not log.incidents else "secondary",
            icon=":material/add:",
            on_click=_begin,
            args=(desk,),
        )
    _put_back(desk, log)
    for incident in desk.log.in_order(log):
        _card(desk, incident)


def _begin(desk: Desk) -> None:
    try:
        log, ident = desk.log.add(held.log())
    except Refused as refusal:
        notice.tell(notice.Notice(PLACE, texts.sentence_for(refusal), went_well=False))
        return
    held.keep(log)
    held.open_one(ident)


def _put_back(desk: Desk, log: IncidentLog) -> None:
    if log.removed is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="incident_removed"):
        told = _("{incident}: entfernt.", incident=words.heading(log.removed))
        st.markdown(f":material/delete: {escaped(told)}", width="content")
        undo = partial(_keep_next, desk.log.put_back)
        st.button(_("Rückgängig"), key="incident_undo", type="tertiary", icon=":material/undo:", on_click=undo)


def _keep_next(step: object) -> None:
    assert callable(step)
    held.keep(step(held.log()))


def _card(desk: Desk, incident: Incident) -> None:
    with st.container(border=True, key=f"incident_card_{incident.ident}"):
        st.subheader(words.heading(incident))
        facts = [words.act_kinds()[incident.kind]] if incident.kind else []
        facts += [words.shortened(text) for text in (incident.place, incident.offender) if text]
        if facts:
            st.caption(" · ".join(map(escaped, facts)))
        if incident.words:
            st.markdown(escaped(words.shortened(incident.words)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":small[{words.deadline(desk.deadline_of(incident), incident)}]", width="stretch")
            name = spoken(words.heading(incident))
            st.button(
                _("Bearbeiten"),
                key=f"incident_edit_{incident.ident}",
                help=_("{incident} bearbeiten", incident=name),
                icon=":material/edit:",
                on_click=held.open_one,
                args=(incident.ident,),
            )
            st.button(
                _("Entfernen"),
                key=f"incident_remove_{incident.ident}",
                help=_("{incident} entfernen; das lässt sich rückgängig machen", incident=name),
                type="tertiary",
                icon=":material/delete:",
                on_click=_remove,
                args=(desk, incident.ident),
            )


def _remove(desk: Desk, ident: str) -> None:
    held.keep(desk.log.remove(held.log(), ident))
