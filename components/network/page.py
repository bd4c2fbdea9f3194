"""The page of the network: its parts, and the one that somebody looks at."""

from __future__ import annotations

import streamlit as st

from components import notice, session
from components.language import _
from components.network import contacts, dates, offers, own_entries, place, requests
from components.network.desk import Desk
from components.network.place import Part
from components.page_frame import lead
from components.plan.measures_place import keep_in_step
from components.questionnaire import redraw
from data.model.people import Permission, Person
from data.rules.access import may

PARTS = {
    Part.OFFERS: offers.shown,
    Part.OWN: own_entries.shown,
    Part.REQUESTS: requests.shown,
    Part.DATES: dates.shown,
    Part.CONTACTS: contacts.shown,
}
FOR_WHO_USES_IT = (Part.OWN, Part.REQUESTS)


def shown(desk: Desk) -> None:
    """The whole page."""
    redraw.drawn(redraw.PAGE)
    person, part = session.require_person(), place.part_asked_for()
    uses = may(person, Permission.USE_NETWORK)
    if part in FOR_WHO_USES_IT and not uses:
        part = Part.OFFERS
    st.title(_("Netzwerk"))
    lead(_("Andere Kommunen finden, die weiterhelfen. Wer Sie sind, sagen Sie erst, wenn Sie es wollen."))
    _ways(desk, part, uses=uses)
    notice.show(notice.TOP)
    _part(desk, part)
    notice.show_elsewhere()


def _ways(desk: Desk, part: Part, *, uses: bool) -> None:
    names = _names(len(desk.requests.waiting(desk.today)) if uses else 0)
    offered = [each for each in Part if uses or each not in FOR_WHO_USES_IT]
    keep_in_step("network_part", part)
    st.pills(
        _("Bereich"),
        offered,
        format_func=names.__getitem__,
        key="network_part",
        required=True,
        wrap=True,
        label_visibility="collapsed",
        on_change=_went,
    )


def _names(waiting: int) -> dict[Part, str]:
    return {
        Part.OFFERS: _("Angebote und Gesuche"),
        Part.OWN: _("Unsere Einträge"),
        Part.REQUESTS: _("Anfragen ({n})", n=waiting) if waiting else _("Anfragen"),
        Part.DATES: _("Termine"),
        Part.CONTACTS: _("Ansprechpersonen"),
    }


def _went() -> None:
    place.go_to(session.widget_value("network_part") or Part.OFFERS)


@st.fragment
def _part(desk: Desk, part: Part) -> None:
    """The part that is looked at; a filter redraws it alone. Who is signed in is asked anew with every click."""
    if session.is_looked_up():
        PARTS[part](desk)
        return
    redraw.rest()  # first: what a click did is told once, by the run that is seen
    with session.one_run() as person:
        if not _may_still_read(person):
            st.rerun()  # the whole page answers: sign-in, or no access
        PARTS[part](desk)


def _may_still_read(person: Person | None) -> bool:
    return may(person, Permission.READ_NETWORK)
