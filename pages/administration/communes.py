"""Communes: who takes part, what became of those that are gone, take new ones from the official register."""

import streamlit as st

from components import commune_admin, notice, register_admin, session
from components.language import _
from components.page_frame import lead
from data.services import communes, register, succession

person = session.require_person()
state = register.state(person)

st.title(_("Kommunen"))
lead(
    _(
        "Wer teilnimmt und mit welchen amtlichen Angaben. Antworten und Ergebnisse der Kommunen sieht das "
        "Plattform-Team nicht."
    )
)
notice.show(notice.TOP)

commune_admin.participants(
    commune_admin.CommuneDesk(
        communes=lambda words, standings, offset, limit: communes.overview(
            person, words, standings, offset=offset, limit=limit
        ),
        history=lambda ags: register.history(person, ags),
        successors=lambda ags, words: succession.successors(person, ags, words),
        set_trust_domain=lambda commune, written: communes.set_trust_domain(person, commune, written),
        continue_under=lambda ags, new_ags: succession.continue_under(person, ags, new_ags),
        merge_into=lambda ags, successor_ags: succession.merge_into(person, ags, successor_ags),
    )
)
register_admin.take_from_register(
    state,
    lambda words, offset, limit: register.search(person, words, offset=offset, limit=limit),
    lambda ags: communes.add_from_register(person, ags),
)
register_admin.load_register(
    state,
    lambda wish, dry_run: register.import_register(person, **vars(wish), dry_run=dry_run),
)
