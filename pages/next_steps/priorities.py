"""The priorities: what is agreed and what it rests on, proposals, effect beside effort, what the results suggest."""

import streamlit as st

from components import session
from components.language import _, current, today
from components.plan import priorities_page
from components.plan.priorities_desk import Desk
from data.services import catalogues, knowledge, priorities, priority_views

me = session.require_person
day = today()

desk = Desk(
    overview=lambda: priority_views.overview(me(), day),
    propose=lambda title, reason, criteria: priorities.propose(me(), title, reason, criteria),
    propose_once=lambda criterion, title, reason: priorities.propose_once(me(), criterion, title, reason),
    edit=lambda base, wished: priorities.edit(me(), base, wished),
    settle=lambda priority_id, contest, take: priorities.settle(me(), priority_id, contest, take=take),
    set_status=lambda seen, to, sentence: priorities.set_status(me(), seen, to, sentence),
    remark=lambda priority_id, sentence: priorities.remark(me(), priority_id, sentence),
)
view = priority_views.overview(me(), day)
known = [catalogues.catalogue(version, current()) for version in catalogues.versions()]

st.title(_("Schwerpunkte"))
priorities_page.shown(desk, view, known, knowledge.beside(me(), current()))
