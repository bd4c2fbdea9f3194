"""One field beside its peers: where it stands, how the group is spread, its goal, its criteria."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import session, texts
from components.language import _
from components.peers import chart, criterion, distribution, goal, row_words
from components.peers.desk import Desk
from components.peers.rows import Row, criterion_rows
from components.session import Key
from data.model.benchmark import PeersView
from data.model.catalogue import Catalogue
from data.model.people import Permission, Person
from data.rules.access import may


def chosen(desk: Desk, person: Person, view: PeersView, catalogue: Catalogue, rows: Sequence[Row]) -> None:
    """The field that was clicked or chosen, and the way down to one of its criteria."""
    if not rows:
        return
    key = _picked(rows)
    row = next(row for row in rows if row.key == key)
    field = next(field for field in catalogue.fields if field.key == key)
    with st.container(horizontal=True, vertical_alignment="center", key="peer_field_head"):
        st.subheader(_headed(row), width="stretch")
        if may(person, Permission.SET_GOALS):
            goal.popover(desk, row)
    st.markdown(row_words.beside(row))
    criteria = criterion_rows(view, [field])
    distribution.spread(row, "peer_spread_of_field")
    if criteria:
        chart.ranges(criteria, _("Kriterium"), "peer_of_field", Key.PEER_CRITERION, with_legend=False)
    criterion.chosen_from_pills(desk, person, view, catalogue, criteria)


def _picked(rows: Sequence[Row]) -> str:
    titles = {row.key: row.label for row in rows}
    if session.get(Key.PEER_FIELD, None) not in titles:
        session.put(Key.PEER_FIELD, rows[0].key)
    return str(
        st.pills(
            _("Handlungsfeld"),
            list(titles),
            format_func=titles.__getitem__,
            key=Key.PEER_FIELD,
            required=True,
        )
    )


def _headed(row: Row) -> str:
    if row.own is None:
        return _("{title}: nicht bewertet", title=row.title)
    return _("{title}: {points} Punkte", title=row.title, points=texts.points(row.own))
