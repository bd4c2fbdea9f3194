"""The own result beside anonymous peers: first ours, then theirs."""

import streamlit as st

from components import session
from components.language import _, current, today
from components.peers import anonymity, explorer
from components.peers.desk import Desk
from data.services import catalogues, goals, network_entries, peers

session.require_person()
language = current()  # a file is made outside of the run of a page

st.title(_("Vergleich"))

explorer.explore(
    Desk(
        beside=peers.beside_peers,
        catalogue=lambda version: catalogues.catalogue(version, language),
        set_goal=lambda acting, key, target, seen: goals.set_field_goal(acting, key, target, seen=seen),
        workbook=lambda acting, wished: peers.workbook(acting, wished, language),
        willing=lambda acting: network_entries.willing(acting, today()),
    )
)
anonymity.explained()
