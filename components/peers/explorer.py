"""The comparison below its title: a click on the choice of a group redraws all of it, a click below what is below."""

from __future__ import annotations

import streamlit as st

from components import navigation, session
from components.language import _, day
from components.page_frame import empty_state, lead
from components.peers import address, chart, criterion, download, field, filters, group_words, rows, standing_words
from components.peers.desk import Desk
from components.session import Key
from data.model.benchmark import PeersView
from data.model.catalogue import Catalogue
from data.model.people import Permission, Person
from data.rules.access import may

FIELDS, CRITERIA = "fields", "criteria"


@st.fragment
def explore(desk: Desk) -> None:
    """Where we stand, beside whom, in which fields and criteria. Who is signed in is asked anew with every click."""
    session.take(Key.PEER_GOAL_SET)
    if session.is_looked_up():
        _explored(desk, session.require_person())
        return
    with session.one_run() as person:
        if person is None or not may(person, Permission.READ_BENCHMARK):
            st.rerun()  # the whole page answers: sign-in, or no access
        _explored(desk, person)


def _explored(desk: Desk, person: Person) -> None:
    wished = address.arrived()
    view = desk.beside(person, wished)
    if view is None:
        empty_state(
            _("Noch kein Vergleich veröffentlicht"),
            _(
                "Er erscheint, sobald genügend Kommunen ihren Selbstcheck freigegeben und dem Vergleich zugestimmt "
                "haben."
            ),
            navigation.SCORES,
            _("Zu den eigenen Ergebnissen"),
        )
        return
    if view.comparison.has_ended:
        _ended(view)
        return
    catalogue = desk.catalogue(view.comparison.catalogue_version)
    _standing(view, catalogue)
    filters.bar(view.comparison, wished)
    _group(view)
    _compared(desk, person, view, catalogue)
    download.button(desk, wished)


def _ended(view: PeersView) -> None:
    """A release without cells: why there is nothing to see, and what brings it back."""
    empty_state(
        _("Zurzeit gibt es keine Vergleichszahlen"),
        _(
            "Mit dem Stand vom {day} sind alle Vergleichsgruppen zu Ende gegangen: Zahlen, die sich nicht ändern, "
            "laufen nach drei Jahren aus, und eine Gruppe endet, wenn zu wenige Kommunen in ihr bleiben. Der Vergleich "
            "erscheint wieder, sobald genügend Kommunen eine neue Runde freigegeben haben. Mit einer neuen Runde kann "
            "auch Ihre Kommune wieder dabei sein.",
            day=day(view.comparison.release_date),
        ),
        navigation.ROUNDS,
        _("Zu den Runden"),
    )


def _standing(view: PeersView, catalogue: Catalogue) -> None:
    sentence = standing_words.lead(view, catalogue)
    if sentence is None:
        st.markdown(standing_words.without_place(view))
    else:
        lead(sentence)


def _group(view: PeersView) -> None:
    instead = group_words.instead(view.comparison)
    if instead is not None:
        st.info(instead, icon=":material/zoom_out_map:")
    st.caption(group_words.basis(view.comparison))


@st.fragment
def _compared(desk: Desk, person: Person, view: PeersView, catalogue: Catalogue) -> None:
    """The fields and the way down from one of them, or all criteria at once.

    After a click only this runs, with the figures that stand above; whether they may still be read is asked anew.
    """
    is_alone = not session.is_looked_up()
    if is_alone and (session.signed_in_person() != person or session.take(Key.PEER_GOAL_SET)):
        st.rerun()
    if session.get(Key.PEER_SCOPE, FIELDS) == CRITERIA:
        every = rows.criterion_rows(view, catalogue.fields)
        shown = chart.with_order(every, "criteria", _("Alle Kriterien im Vergleich"), _("Kriterium"), _scope)
        criterion.chosen_from_list(desk, person, view, catalogue, shown)
        return
    fields = rows.field_rows(view, catalogue)
    shown = chart.with_order(fields, "fields", _("Sieben Handlungsfelder im Vergleich"), _("Handlungsfeld"), _scope)
    field.chosen(desk, person, view, catalogue, shown)


def _scope() -> None:
    """Fields or all criteria."""
    st.segmented_control(
        _("Anzeigen"),
        [FIELDS, CRITERIA],
        format_func={FIELDS: _("Handlungsfelder"), CRITERIA: _("Alle Kriterien")}.__getitem__,
        default=FIELDS,
        key=Key.PEER_SCOPE,
        required=True,
        wrap=True,
    )
