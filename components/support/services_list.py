"""All services that help, to be searched and narrowed down."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import paging, session
from components.language import _, current, now, plural
from components.support import contact, land_choice, place, words
from components.support.desk import Desk, land
from components.support.place import Part
from data.model.support import Concerned, ServiceFilter, ServiceKind, ShownService, Situation

PAGE_SIZE = 12
SEARCH, SITUATION, CONCERNED, KIND = "services_search", "services_situation", "services_concerned", "services_kind"
WOMEN, ANONYMOUS, ALWAYS = "services_women", "services_anonymous", "services_always"


@st.fragment
def shown(desk: Desk) -> None:
    """Filters, search by word, and the services that fit, each with source and date."""
    st.header(place.titles()[Part.SERVICES])
    _filters(desk)
    fitting = desk.services(_wish(), now(), current())
    found = [each for each in fitting if _has(each, str(session.widget_value(SEARCH) or ""))]
    land_choice.remark(desk.lands(current()))
    _summary(found)
    if not found:
        st.markdown(
            _("Keine Stelle passt zu allem, was Sie gewählt haben. Nehmen Sie eine Angabe zurück, oder rufen Sie an:")
        )
        found = list(desk.card("", now(), current()))
    on_page = paging.page_of(found, PAGE_SIZE, "services_page")
    with st.container(key="service_cards"):
        for each in on_page:
            contact.card(each)


def _filters(desk: Desk) -> None:
    texts = desk.questions(current())
    with st.container(key="service_filters"):
        land_choice.chosen(desk.lands(current()), _("Land"), "land_of_services")
        _one_of(_("Lage"), {each.value: each.title for each in texts.situations}, SITUATION)
        _one_of(_("Für wen"), {each.value: each.title for each in texts.concerned}, CONCERNED)
        _one_of(_("Art der Stelle"), {kind.value: name for kind, name in words.kinds().items()}, KIND)
        st.text_input(_("Suche nach Wort"), key=SEARCH, placeholder=_("zum Beispiel Anwalt, Chat"))
        with st.container(horizontal=True, key="service_ticks"):
            st.checkbox(_("anonym möglich"), key=ANONYMOUS)
            st.checkbox(_("rund um die Uhr"), key=ALWAYS)
            st.checkbox(_("für Frauen"), key=WOMEN)


def _one_of(label: str, names: dict[str, str], key: str) -> None:
    offered = {"": _("alle")} | names
    st.selectbox(label, list(offered), format_func=offered.__getitem__, key=key)


def _wish() -> ServiceFilter:
    situation, concerned = session.widget_value(SITUATION), session.widget_value(CONCERNED)
    kind = session.widget_value(KIND)
    return ServiceFilter(
        land=land(),
        situation=Situation(situation) if situation else None,
        concerned=Concerned(concerned) if concerned else None,
        kind=ServiceKind(kind) if kind else None,
        for_women=bool(session.widget_value(WOMEN)),
        anonymous=bool(session.widget_value(ANONYMOUS)),
        around_the_clock=bool(session.widget_value(ALWAYS)),
    )


def _has(shown_service: ShownService, searched: str) -> bool:
    service = shown_service.service
    text = " ".join(
        (service.name, service.carrier, service.offer, service.audience, service.scope, service.hours, service.web)
    ).casefold()
    return all(word in text for word in searched.casefold().split())


def _summary(found: Sequence[ShownService]) -> None:
    told = plural("{n} Stelle", "{n} Stellen", len(found))
    unchecked = sum(each.check.is_due for each in found)
    if unchecked:
        told += ". " + _(
            "Die Angaben stammen aus den genannten Quellen; bei {n} hat sie in den letzten 180 Tagen keine Person "
            "nachgeprüft. Stimmt eine Nummer nicht, hilft die starke Stelle weiter.",
            n=unchecked,
        )
    st.caption(told)
