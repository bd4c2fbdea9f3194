"""Help for people under attack: one click from everywhere, without sign-in, without the database; stores nothing."""

import streamlit as st

from components import session
from components.incident_log import page as incident_log
from components.incident_log.desk import Desk as LogDesk
from components.language import _, today
from components.support import (
    advice,
    cards,
    figures,
    first_view,
    law,
    own_contacts,
    peers,
    place,
    quick_exit,
    services_list,
)
from components.support import preparedness as check
from components.support.desk import deadline_here
from components.support.place import Part
from data.model.people import Permission as P
from data.services import documents, installation, preparedness, support, support_cards, support_contacts
from data.services import incident_log as log_service

part = place.asked_for()
keeps, reads = session.may(P.KEEP_SUPPORT_CONTACTS), session.may(P.READ_SUPPORT_CONTACTS)
own = own_contacts.Desk(session.Mine(support_contacts), may_read=reads, may_keep=keeps)

quick_exit.offered(installation.exit_url())
st.title(_("Rückhalt bei Anfeindung und Bedrohung"))
place.back(part)

match part:
    case Part.NOW:
        first_view.card(support)
        own_contacts.shown(own)
        first_view.questions(support)
    case Part.STEPS:
        advice.phases(support)
    case Part.SERVICES:
        services_list.shown(support)
    case Part.LAW:
        law.shown(support)
    case Part.LOG:
        deadline = deadline_here(support, today())
        incident_log.shown(LogDesk(today(), log_service, deadline, documents.as_docx, documents.as_pdf))
    case Part.CARDS:
        cards.shown(support_cards, support.lands(), today(), own_contacts.known(own))
    case Part.PREPAREDNESS:
        check.shown(support, check.Planning(session.may(P.PLAN), session.Mine(preparedness).to_measures))
    case Part.PEERS:
        peers.shown(support)
    case _:
        advice.part(support, part)

place.ways(part)
figures.folded(support)
